#include "probe/diagnosis/words.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <span>

namespace pecprobe {

namespace {

constexpr std::size_t k_longest_gap = 4;

bool is_word_byte(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Typographic quotation marks (U+2018 to U+201D) as blanks: an apostrophe parts words.
std::string without_quotation_marks(std::string_view text) {
  std::string out(text);
  for (auto at = out.find("\xE2\x80"); at != std::string::npos; at = out.find("\xE2\x80", at + 1)) {
    if (at + 2 < out.size() && out[at + 2] >= '\x98' && out[at + 2] <= '\x9D') {
      out.replace(at, 3, 3, ' ');
    }
  }
  return out;
}

/// A host name, an address, a URL, an enhanced status code: what stands around a wording by chance.
bool is_name(std::string_view chunk) noexcept {
  if (chunk.find('@') != std::string_view::npos || chunk.find("://") != std::string_view::npos) {
    return true;
  }
  for (auto at = chunk.find('.'); at != std::string_view::npos; at = chunk.find('.', at + 1)) {
    if (at > 0 && at + 1 < chunk.size() && is_word_byte(chunk[at - 1]) && is_word_byte(chunk[at + 1])) {
      return true;
    }
  }
  return false;
}

void append_words(std::vector<std::string>& words, std::string_view chunk) {
  std::size_t begin = 0;
  while (begin < chunk.size()) {
    if (!is_word_byte(chunk[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < chunk.size() && is_word_byte(chunk[end])) {
      ++end;
    }
    words.push_back(ascii_lower(chunk.substr(begin, end - begin)));
    begin = end;
  }
}

/// `*` stands for any bytes, or none.
bool fits_alternative(std::string_view word, std::string_view alternative) noexcept {
  const auto star = alternative.find('*');
  if (star == std::string_view::npos) {
    return word == alternative;
  }
  if (!word.starts_with(alternative.substr(0, star))) {
    return false;
  }
  const std::string_view rest = alternative.substr(star + 1);
  for (std::size_t at = star; at <= word.size(); ++at) {
    if (fits_alternative(word.substr(at), rest)) {
      return true;
    }
  }
  return false;
}

bool fits(std::string_view word, std::string_view alternatives) noexcept {
  while (!alternatives.empty()) {
    const auto end = std::min(alternatives.find('|'), alternatives.size());
    if (fits_alternative(word, alternatives.substr(0, end))) {
      return true;
    }
    alternatives.remove_prefix(std::min(end + 1, alternatives.size()));
  }
  return false;
}

/// True when `words` begins with `pattern`.
bool begins_with(std::span<const std::string> words, std::string_view pattern) {
  if (pattern.empty()) {
    return true;
  }
  const auto end = std::min(pattern.find(' '), pattern.size());
  const std::string_view element = pattern.substr(0, end);
  const std::string_view rest = pattern.substr(std::min(end + 1, pattern.size()));
  if (element == "..") {
    const std::size_t longest = std::min(k_longest_gap, words.size());
    for (std::size_t skipped = 0; skipped <= longest; ++skipped) {
      if (begins_with(words.subspan(skipped), rest)) {
        return true;
      }
    }
    return false;
  }
  return !words.empty() && fits(words.front(), element) && begins_with(words.subspan(1), rest);
}

}  // namespace

Words::Words(std::string_view text) {
  const std::string plain = without_quotation_marks(text);
  std::string_view rest = plain;
  while (!rest.empty()) {
    const auto end = std::min(rest.find_first_of(" \t\r\n_"), rest.size());
    const std::string_view chunk = rest.substr(0, end);
    if (!is_name(chunk)) {
      append_words(m_words, chunk);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

bool Words::match(std::string_view pattern) const {
  const std::span<const std::string> words = m_words;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (begins_with(words.subspan(at), pattern)) {
      return true;
    }
  }
  return false;
}

bool Words::say(Saying saying) const {
  const std::span<const Phrase> phrases = vocabulary();
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const Phrase& p) { return p.saying == saying && match(p.pattern); });
}

}  // namespace pecprobe
