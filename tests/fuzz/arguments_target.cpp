// Arbitrary bytes as the arguments of every command: a request, or one sentence that does not repeat what may be a
// password. Nothing is opened and nobody is asked: that comes after the arguments were understood.
#include "probe/cli/help.hpp"
#include "probe/cli/language.hpp"
#include "probe/cli/options/options.hpp"
#include "probe/cli/options/receipt_arguments.hpp"
#include "probe/cli/options/report_arguments.hpp"
#include "probe/cli/options/rotate_options.hpp"
#include "probe/cli/options/rotate_verify_options.hpp"
#include "tests/fuzz/input.hpp"

#include <array>
#include <string>
#include <vector>

namespace pecprobe {
namespace {

using fuzz::require;

constexpr std::string_view k_password = "fuzzed-app-password";

/// Arguments end with NUL, as the kernel hands them over.
std::vector<std::string> arguments_of(std::string_view bytes) {
  std::vector<std::string> arguments;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\0'), bytes.size());
    arguments.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return arguments;
}

template <typename Parsed>
void look_at(const Parsed& parsed) {
  if (parsed) {
    return;
  }
  const UsageError& error = parsed.error();
  for (const Language language : {Language::italian, Language::english}) {
    require(!text(error.message, language, error.what, error.detail).empty());
  }
}

void parse_everywhere(const std::vector<std::string>& arguments) {
  static constexpr std::array<std::string_view, 3> rotate_own{"expires", "on", "program"};
  static const std::vector<OptionRow> verify_rows = rotate_verify_options();
  look_at(parse_check_arguments(arguments));
  look_at(parse_batch_arguments(arguments));
  look_at(parse_account_arguments(arguments, verify_rows));
  look_at(parse_rotate_arguments(arguments, {"done", 2, 2, rotate_own}));
  look_at(parse_receipt_arguments(arguments));
  look_at(parse_report_arguments(arguments));
  static_cast<void>(help_asked(arguments));
  static_cast<void>(chosen_language(arguments, [](const char*) { return std::nullopt; }));
}

/// The same with a password where people put one.
void with_a_password(std::vector<std::string> arguments, std::size_t place) {
  const auto at = arguments.begin() + static_cast<std::ptrdiff_t>(place % (arguments.size() + 1));
  const bool is_behind_the_options = std::find(arguments.begin(), at, "--") != at;
  arguments.insert(at, "--password=" + std::string(k_password));
  const auto parsed = parse_check_arguments(arguments);
  if (!is_behind_the_options) {
    require(!parsed);
    require(
        text(parsed.error().message, Language::english, parsed.error().what, parsed.error().detail).find(k_password) ==
        std::string::npos);
  }
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pecprobe;
  const std::vector<std::string> arguments = arguments_of({reinterpret_cast<const char*>(data), size});
  parse_everywhere(arguments);
  with_a_password(arguments, size);
  return 0;
}
