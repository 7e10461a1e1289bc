// The list of passwords in every format that reports have.
#pragma once

#include "probe/report/report_sink.hpp"
#include "probe/rotation/list/rotation_list.hpp"

#include <string>
#include <string_view>

namespace pecprobe {

/// Each gives the whole document, valid UTF-8 with a line end.
struct ListFormat {
  std::string_view name;
  std::string (*write)(const RotationList& list, const SinkOptions& options);
};

/// Null for a name that is none.
[[nodiscard]] const ListFormat* find_list_format(std::string_view name) noexcept;

/// For people: a paragraph per password and a last sentence; with SinkOptions::quiet only what needs action.
[[nodiscard]] std::string list_text(const RotationList& list, const SinkOptions& options);
/// The paragraph of one of them.
[[nodiscard]] std::string password_text(const ListedPassword& listed, const SinkOptions& options);
/// `pecprobe.rotation/1`, kind `list`.
[[nodiscard]] std::string list_json(const RotationList& list, const SinkOptions& options);
/// A line per password, each as in the JSON document.
[[nodiscard]] std::string list_json_lines(const RotationList& list, const SinkOptions& options);
/// A row per password.
[[nodiscard]] std::string list_csv(const RotationList& list, const SinkOptions& options);
[[nodiscard]] std::string list_html(const RotationList& list, const SinkOptions& options);
/// One line with performance data.
[[nodiscard]] std::string list_nagios(const RotationList& list, const SinkOptions& options);
[[nodiscard]] std::string list_prometheus(const RotationList& list, const SinkOptions& options);
/// A test per password, failed when it needs action and skipped when it was deactivated.
[[nodiscard]] std::string list_junit(const RotationList& list, const SinkOptions& options);
[[nodiscard]] std::string list_tap(const RotationList& list, const SinkOptions& options);
/// An annotation per password that needs action.
[[nodiscard]] std::string list_github(const RotationList& list, const SinkOptions& options);

}  // namespace pecprobe
