#include "probe/cli/terminal/console.hpp"

#include "probe/cli/exit_status.hpp"
#include "probe/cli/terminal/descriptor_stream.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <system_error>

namespace pecprobe {

void complain(const UsageError& error, Language language) {
  remark(text(error.message, language, error.what, error.detail), language);
}

void remark(std::string_view sentence, Language language) {
  DescriptorStream out{STDERR_FILENO};
  out << text(Message::error, language, sentence) << std::endl;
}

void complain_at(std::string_view place, const UsageError& error, Language language) {
  const std::string sentence = text(error.message, language, error.what, error.detail);
  DescriptorStream out{STDERR_FILENO};
  out << text(Message::error, language, fmt::format("{}: {}", place, sentence)) << std::endl;
}

int fail_for_lack_of_memory() noexcept {
  // In no wording file: to look it up would take memory.
  constexpr std::string_view sentence = "pecprobe: memoria insufficiente / out of memory\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, sentence.data(), sentence.size());
  return k_exit_tool_failed;
}

int fail_without_wording(std::string_view fault) noexcept {
  for (const std::string_view part :
       {std::string_view("pecprobe: errore interno / internal error: "), fault, std::string_view("\n")}) {
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, part.data(), part.size());
  }
  return k_exit_tool_failed;
}

int print(std::string_view text, Language language) {
  DescriptorStream out{STDOUT_FILENO};
  out << text << std::flush;
  if (out.error() == 0) {
    return k_exit_passed;
  }
  complain({Message::output_write_failed, {}, std::generic_category().message(out.error())}, language);
  return k_exit_tool_failed;
}

}  // namespace pecprobe
