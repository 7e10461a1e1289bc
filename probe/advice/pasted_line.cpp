#include "probe/advice/pasted_line.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// The word stands alone: a blank or the end follows it.
bool begins_with_word(std::string_view text, std::string_view word) {
  return istarts_with(text, word) && (text.size() == word.size() || text[word.size()] == ' ');
}

/// In capitals, as servers write it: "No password was given" is a sentence.
bool is_imap_status(std::string_view text) {
  constexpr std::array<std::string_view, 5> k_words = {"OK", "NO", "BAD", "BYE", "PREAUTH"};
  const std::string_view word = text.substr(0, text.find(' '));
  return std::find(k_words.begin(), k_words.end(), word) != k_words.end();
}

bool is_pop3_status(std::string_view text) { return begins_with_word(text, "+OK") || begins_with_word(text, "-ERR"); }

bool is_smtp_status(std::string_view text) {
  return text.size() >= 3 && text[0] >= '2' && text[0] <= '5' && is_digit(text[1]) && is_digit(text[2]) &&
         (text.size() == 3 || text[3] == ' ' || text[3] == '-');
}

/// Lines parted by CRLF, the last of them as a last line is written.
std::string as_whole_reply(std::string_view text) {
  std::string reply;
  std::size_t last = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    if (!line.empty()) {
      reply += reply.empty() ? "" : "\r\n";
      last = reply.size();
      reply += line;
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (reply.size() > last + 3 && reply[last + 3] == '-') {
    reply[last + 3] = ' ';
  }
  return reply;
}

std::string first_line(std::string_view text) {
  text = text.substr(0, text.find_first_of("\r\n"));
  return std::string(trimmed(text));
}

/// `text` itself has the shape.
std::optional<PastedLine> as_server_line(std::string_view text, std::optional<Protocol> protocol) {
  const auto fits = [&](Protocol asked) { return !protocol || *protocol == asked; };
  if (fits(Protocol::smtp) && is_smtp_status(text)) {
    return PastedLine{Protocol::smtp, as_whole_reply(text)};
  }
  if (fits(Protocol::pop3) && is_pop3_status(text)) {
    return PastedLine{Protocol::pop3, first_line(text)};
  }
  if (!fits(Protocol::imap)) {
    return std::nullopt;
  }
  if (is_imap_status(text)) {
    return PastedLine{Protocol::imap, first_line(text)};
  }
  // A tag or `*` stands before it; a tag holds no lower-case word of a sentence, so it has a digit or is the star.
  const auto blank = text.find(' ');
  const std::string_view tag = text.substr(0, blank);
  const bool is_tag = tag == "*" || std::any_of(tag.begin(), tag.end(), is_digit);
  if (blank != std::string_view::npos && is_tag && is_imap_status(trimmed(text.substr(blank)))) {
    return PastedLine{Protocol::imap, first_line(trimmed(text.substr(blank)))};
  }
  return std::nullopt;
}

}  // namespace

std::optional<PastedLine> find_server_line(std::string_view text, std::optional<Protocol> protocol) {
  while (!text.empty() && (text.front() == '"' || text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  if (auto found = as_server_line(text, protocol)) {
    return found;
  }
  // A mail program quotes the server behind a colon or a quotation mark.
  for (auto at = text.find_first_of(":\"\n"); at != std::string_view::npos; at = text.find_first_of(":\"\n", at + 1)) {
    std::string_view rest = text.substr(at + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n\""), rest.size()));
    if (auto found = as_server_line(rest, protocol)) {
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace pecprobe
