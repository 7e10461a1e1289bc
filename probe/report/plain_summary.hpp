// A diagnosis and a run in plain lines, for formats that hold one block of text.
#pragma once

#include "probe/report/shown_account.hpp"
#include "probe/report/wording.hpp"

#include <string>
#include <string_view>

namespace pecprobe {

/// Evidence, cause, what to do and the causes that remain, a line each. Without the title.
[[nodiscard]] std::string explanation_lines(const ShownDiagnosis& diagnosis, const Wording& wording);

/// The steps, a line each: "tls: pass, 15.8 ms, TLSv1.3".
[[nodiscard]] std::string step_lines(const ShownService& service);

/// The account's address, with the user name where that is another.
[[nodiscard]] std::string account_name(std::string_view address, std::string_view login);
[[nodiscard]] std::string account_name(const ShownAccount& account);

[[nodiscard]] double seconds(Duration duration) noexcept;

}  // namespace pecprobe
