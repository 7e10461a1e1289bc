// The free text of a server as words, and the small patterns that find a wording in it.
#pragma once

#include "probe/diagnosis/vocabulary.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// A text cut into lower-case words (ASCII case; bytes above 0x7F belong to words). Host names,
/// addresses, URLs and numbers with dots are left out, so that a server called `locked.example`
/// says nothing; an underscore parts words, since Dovecot's `nologin` reasons are written with it.
class Words {
 public:
  Words() = default;
  explicit Words(std::string_view text);

  [[nodiscard]] bool empty() const noexcept { return m_words.empty(); }
  [[nodiscard]] const std::vector<std::string>& all() const noexcept { return m_words; }

  /// True when `pattern` stands anywhere in the text, on whole words. A pattern is a list of words
  /// parted by blanks: `a|b` is either word, `*` any bytes inside a word, `..` up to four words
  /// that do not matter.
  [[nodiscard]] bool match(std::string_view pattern) const;

  /// True when any wording of this class stands in the text.
  [[nodiscard]] bool say(Saying saying) const;

 private:
  std::vector<std::string> m_words;
};

}  // namespace pecprobe
