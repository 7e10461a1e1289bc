#include "probe/cli/messages.hpp"

#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace pecprobe {

namespace {

constexpr std::array k_messages = std::to_array<MessageRow>({
#define MESSAGE(name) {Message::name, "cli." #name},
#include "probe/cli/messages.def"
#undef MESSAGE
});

}  // namespace

std::span<const MessageRow> all_messages() noexcept { return k_messages; }

std::string text(Message message, Language language, std::string_view what, std::string_view detail) {
  const MessageRow& row = k_messages.at(static_cast<std::size_t>(message));
  return Wording::of(language).text(row.key, fmt::arg("what", printable(what)), fmt::arg("detail", printable(detail)));
}

}  // namespace pecprobe
