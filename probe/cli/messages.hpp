// The command line's own sentences: names for what stands in the wording files under [cli].
#pragma once

#include "probe/report/report_sink.hpp"

#include <span>
#include <string>
#include <string_view>

namespace pecprobe {

/// One sentence each; `{what}` and `{detail}` in it stand for an option's name, a host, the
/// system's words.
enum class Message {
#define MESSAGE(name) name,
#include "probe/cli/messages.def"
#undef MESSAGE
};

/// A sentence and its key in the wording files.
struct MessageRow {
  Message message;
  std::string_view key;
};
[[nodiscard]] std::span<const MessageRow> all_messages() noexcept;

/// The sentence with `what` and `detail` in their places. Both are made printable, since they may
/// come from outside.
[[nodiscard]] std::string text(Message message, Language language, std::string_view what = {},
                               std::string_view detail = {});

}  // namespace pecprobe
