#include "probe/cli/language.hpp"

#include "protocols/base/text.hpp"

#include <cstdlib>

namespace pecprobe {

std::optional<std::string> process_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

Language locale_language(const Environment& environment) {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string value = environment(name).value_or("");
    if (value.empty()) {
      continue;
    }
    const std::string language = ascii_lower(value.substr(0, value.find_first_of("_.@-")));
    const bool says_nothing = language == "c" || language == "posix";
    return says_nothing || language == "ita" ? Language::italian
                                             : Language::of_tag(language).value_or(Language::english);
  }
  return Language::italian;
}

Language chosen_language(const std::vector<std::string>& arguments, const Environment& environment) {
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    std::string_view value;
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) {
      value = arguments[i + 1];
    } else if (arguments[i].starts_with("--lang=")) {
      value = std::string_view(arguments[i]).substr(7);
    }
    if (const auto language = Language::of_tag(value)) {
      return *language;
    }
  }
  return locale_language(environment);
}

}  // namespace pecprobe
