#include "probe/cli/help.hpp"

#include "probe/cli/messages.hpp"
#include "protocols/net/network.hpp"

#include <fmt/format.h>

namespace pecprobe {

std::string short_help(Language language) { return text(Message::help_short, language); }

HelpAsked help_asked(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const bool is_asked = arguments[i] == "--help" || arguments[i] == "-h";
    const std::string& wanted = is_asked && i + 1 < arguments.size() ? arguments[i + 1] : arguments[i];
    if (wanted == "--help=all" || (is_asked && wanted == "all")) {
      return HelpAsked::all;
    }
    if (wanted == "--help=json" || (is_asked && wanted == "json")) {
      return HelpAsked::json;
    }
    if (is_asked) {
      return HelpAsked::yes;
    }
  }
  return HelpAsked::no;
}

ToolInfo tool_info() { return {PECPROBE_VERSION, libcurl_version(), openssl_version()}; }

std::string version_line() {
  const ToolInfo tool = tool_info();
  return fmt::format("pecprobe {} (libcurl {}, OpenSSL {})\n", tool.version, tool.libcurl, tool.openssl);
}

}  // namespace pecprobe
