// Takes a password out of text that a server sent, in every encoding in which it can come back.
#pragma once

#include "protocols/base/secret.hpp"

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// What stands where a password stood.
inline constexpr std::string_view k_mask = "<password>";

/// Knows one password in all the forms in which it travels or can be echoed (`echo_forms`): as it is, hexadecimal, and
/// base64 at the three alignments (so also inside AUTH PLAIN and LOGIN responses). Each character of a form may be
/// escaped in any way that `read_escape` knows, one in this way and the next in another.
///
/// What *we* send is masked by structure (see `Outgoing`); this class is for what comes back.
/// Passwords shorter than `k_shortest_masked` bytes are only masked as a whole word, since they stand in
/// every text by chance.
class Redactor {
 public:
  static constexpr std::size_t k_shortest_masked = 4;

  Redactor() = default;
  /// `login` is needed for the form `NUL login NUL password` of PLAIN (RFC 4616 §2).
  Redactor(const Secret& password, std::string_view login);

  /// `text` with every form of the password replaced by `k_mask`; all other bytes are kept. A mask that stands there
  /// already stays as it is, so that masking twice is masking once.
  [[nodiscard]] std::string redact(std::string_view text) const;

  /// Masks each line, also where a form is cut over the end of one line and the start of the next.
  void redact(std::vector<std::string>& lines) const;

 private:
  struct Range {
    std::size_t begin;
    std::size_t end;
  };
  /// What of `text` is a form, merged and in order.
  [[nodiscard]] std::vector<Range> covered(std::string_view text) const;

  std::vector<Secret> m_forms;
  std::bitset<256> m_begins;   // the bytes that a form can begin with in a text, escaped or not
  std::bitset<256> m_seconds;  // and those of its second character, when the first one stands there as it is
  bool m_whole_words_only = false;
};

}  // namespace pecprobe
