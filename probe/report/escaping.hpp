// What each format's own characters have to look like inside a text.
#pragma once

#include <string>
#include <string_view>

namespace pecprobe {

/// TAP 14, "Escaping": `#` begins a directive and `\` escapes.
[[nodiscard]] std::string tap_text(std::string_view text);

/// A YAML scalar: JSON's strings are YAML's double-quoted ones.
[[nodiscard]] std::string yaml_text(std::string_view text);

/// GitHub's workflow commands end with the line and know three escapes; in a property `:` and `,` besides.
[[nodiscard]] std::string github_message(std::string_view text);
[[nodiscard]] std::string github_property(std::string_view text);

/// XML 1.0 has no U+FFFE and U+FFFF, not even escaped (XML 1.0 §2.2); the other characters that it lacks are controls,
/// which no report holds. What is left to escape is pugixml's.
[[nodiscard]] std::string xml_text(std::string_view text);

/// A label's value in Prometheus' text format, quoted: `\`, `"` and line ends escaped.
[[nodiscard]] std::string prometheus_label(std::string_view text);

/// `|` begins the performance data of a monitoring plugin, so no text before it may hold one.
[[nodiscard]] std::string nagios_text(std::string text);
/// A label holds neither `=` nor `'`; quoted, since it may hold blanks (Monitoring Plugins Guidelines, 2.6).
[[nodiscard]] std::string nagios_label(std::string text);
/// `'label'=value[unit];warning;critical;min`: an alert when the days fall to the limit or below it.
[[nodiscard]] std::string nagios_days(const std::string& name, int days, int warning, int critical);

}  // namespace pecprobe
