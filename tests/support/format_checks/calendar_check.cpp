#include "tests/support/format_checks/format_checks.hpp"
#include "tests/support/format_checks/scanner.hpp"

#include <array>

namespace pecprobe::test {

namespace {

constexpr std::size_t k_longest_line = 75;  // octets (RFC 5545 §3.1)

/// What our calendars hold besides BEGIN and END; anything else came in with somebody's text.
constexpr std::array<std::string_view, 20> k_properties{"PRODID",
                                                        "VERSION",
                                                        "CALSCALE",
                                                        "METHOD",
                                                        "UID",
                                                        "DTSTAMP",
                                                        "SEQUENCE",
                                                        "STATUS",
                                                        "DTSTART",
                                                        "DTEND",
                                                        "SUMMARY",
                                                        "DESCRIPTION",
                                                        "TRANSP",
                                                        "CATEGORIES",
                                                        "ACTION",
                                                        "TRIGGER",
                                                        "X-MICROSOFT-CDO-ALLDAYEVENT",
                                                        "X-MICROSOFT-CDO-BUSYSTATUS",
                                                        "X-WR-CALNAME",
                                                        "REFRESH-INTERVAL"};

bool is_known(std::string_view name) {
  return std::find(k_properties.begin(), k_properties.end(), name) != k_properties.end();
}

bool is_continuation_byte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Unfolded content lines; faults of the lines as they stand go to `faults`.
std::vector<std::string> content_lines(const std::string& calendar, Faults& faults) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  while (at < calendar.size()) {
    const std::size_t end = calendar.find("\r\n", at);
    if (end == std::string::npos) {
      faults.push_back("does not end with CR LF");
      break;
    }
    const std::string line = calendar.substr(at, end - at);
    at = end + 2;
    if (line.size() > k_longest_line) {
      faults.push_back("a line of more than 75 bytes: " + line);
    }
    const bool is_folded = line.starts_with(' ');
    if (line.size() > 1 && is_folded && is_continuation_byte(line[1])) {
      faults.push_back("folded inside a character");
    }
    if (is_folded && lines.empty()) {
      faults.push_back("begins with a folded line");
    } else if (is_folded) {
      lines.back() += line.substr(1);
    } else {
      lines.push_back(line);
    }
  }
  return lines;
}

/// A TEXT value (RFC 5545 §3.3.11): no bare semicolon or comma, and only its four escapes.
bool is_text(std::string_view value) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == ',' || c == ';' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      return false;
    }
    if (c == '\\' && (++i == value.size() || std::string_view("\\;,nN").find(value[i]) == std::string_view::npos)) {
      return false;
    }
  }
  return true;
}

bool opens_inside(std::string_view parent, std::string_view component) {
  return parent.empty()          ? component == "VCALENDAR"
         : parent == "VCALENDAR" ? component == "VEVENT"
         : parent == "VEVENT"    ? component == "VALARM"
                                 : false;
}

}  // namespace

Faults calendar_faults(const std::string& calendar) {
  Faults faults;
  std::vector<std::string> open;
  for (const std::string& line : content_lines(calendar, faults)) {
    Scanner scanner(line);
    const std::string name(scanner.take_until(":;"));
    scanner.take_until(":");  // parameters, of which ours hold no text of others
    const bool has_value = scanner.take(":");
    const std::string value(scanner.rest());
    if (!has_value) {
      faults.push_back("no property: " + line);
    } else if (name == "BEGIN") {
      if (!opens_inside(open.empty() ? "" : open.back(), value)) {
        faults.push_back("out of place: " + line);
      }
      open.push_back(value);
    } else if (name == "END") {
      if (open.empty() || open.back() != value) {
        faults.push_back("ends what is not open: " + line);
      } else {
        open.pop_back();
      }
    } else if (open.empty() || !is_known(name)) {
      faults.push_back("a property that is not ours: " + line);
    } else if (!is_text(value)) {
      faults.push_back("a bare separator or control character: " + line);
    }
  }
  if (!open.empty()) {
    faults.push_back("is not ended");
  }
  return faults;
}

}  // namespace pecprobe::test
