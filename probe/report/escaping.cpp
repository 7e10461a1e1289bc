#include "probe/report/escaping.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace pecprobe {

namespace {

std::string percent_escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    out += special.find(c) == std::string_view::npos
               ? std::string(1, c)
               : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

}  // namespace

std::string tap_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c == '#' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  }
  return out;
}

std::string yaml_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string github_message(std::string_view text) { return percent_escaped(text, "%\r\n"); }
std::string github_property(std::string_view text) { return percent_escaped(text, "%\r\n:,"); }

std::string xml_text(std::string_view text) {
  std::string out(text);
  for (const std::string_view missing : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (auto at = out.find(missing); at != std::string::npos; at = out.find(missing, at)) {
      out.replace(at, missing.size(), "\xEF\xBF\xBD");
    }
  }
  return out;
}

std::string prometheus_label(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    out += c == '\\' || c == '"' ? std::string{'\\', c} : c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out + '"';
}

std::string nagios_text(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  return text;
}

std::string nagios_label(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '=' || c == '\'' || c == '|'; }, '_');
  return "'" + text + "'";
}

std::string nagios_days(const std::string& name, int days, int warning, int critical) {
  return fmt::format("{}={};{}:;{}:", nagios_label(name), days, warning + 1, critical + 1);
}

}  // namespace pecprobe
