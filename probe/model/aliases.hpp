// Stable aliases for what identifies a person or a machine, and their use in free text.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// `account-1`, `login-1`, `host-1`, `ip-1`, `id-1`: numbered in the order in which they are first
/// seen.
enum class AliasKind { account, login, host, ip, id };

/// The same text always gets the same alias, ASCII case ignored, for as long as one of these lives.
class Aliases {
 public:
  /// The alias of `value`, new or as before: the kind counts only for a value that is new. Empty
  /// stays empty. A host that is a numeric address counts as one.
  std::string alias(AliasKind kind, std::string_view value);

  /// Makes `value` stand for the same thing as the earlier `alias`.
  void add_spelling(std::string_view value, const std::string& alias);

  /// `text` with every known value replaced, where it stands as a word of its own, and with
  /// whatever looks like a mail address, an IP address, a name beside a known host, or an
  /// identifier of 16 or more hexadecimal or base64 characters. The escapes of printable() part words.
  [[nodiscard]] std::string mask(std::string_view text);

 private:
  [[nodiscard]] const std::string* known_at(std::string_view text, std::size_t at, std::size_t& length) const;
  [[nodiscard]] bool stands_beside_known_host(std::string_view name) const;

  std::map<std::string, std::string> m_aliases;  // lower-case value → alias
  std::vector<std::string> m_longest_first;      // the same values
  std::vector<std::string> m_host_suffixes;      // the last two labels of every known host
  std::array<int, 5> m_counts{};
};

}  // namespace pecprobe
