#include "protocols/pop3/reply_grammar.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace pecprobe::pop3 {

namespace {

struct StatusWord {
  std::string_view word;
  ReplyStatus status;
};

constexpr std::array<StatusWord, 3> k_status_words = {{
    {"+OK", ReplyStatus::positive},    // RFC 1939 §3
    {"-ERR", ReplyStatus::negative},   // RFC 1939 §3
    {"+", ReplyStatus::continuation},  // RFC 5034 §4; "+" alone is an empty challenge
}};

bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }

bool begins_with_word(std::string_view line, std::string_view word) noexcept {
  return istarts_with(line, word) && (line.size() == word.size() || is_blank(line[word.size()]));
}

/// RFC 2449 §8: printable ASCII, brackets excluded; levels are parted by `/`.
bool is_response_code_byte(char c) noexcept { return c > ' ' && c < 0x7F && c != '[' && c != ']'; }

/// Takes `[CODE arguments]` off the front of the text (RFC 2449 §8, RFC 3206). RFC 2449 knows no
/// arguments; what follows a blank inside the brackets is kept apart, so that the code itself can
/// be compared.
void take_response_code(Reply& reply) {
  const auto close = reply.text.find(']');
  if (!reply.text.starts_with('[') || close == std::string::npos) {
    return;
  }
  const std::string_view inside = std::string_view(reply.text).substr(1, close - 1);
  const std::string_view code = inside.substr(0, inside.find_first_of(" \t"));
  if (code.empty() || !std::all_of(code.begin(), code.end(), is_response_code_byte)) {
    return;
  }
  reply.response_code = ascii_upper(code);
  reply.response_arguments = std::string(trimmed(inside.substr(code.size())));
  reply.text = std::string(trimmed(std::string_view(reply.text).substr(close + 1)));
}

}  // namespace

std::optional<Reply> parse_reply(std::string_view line) {
  const auto* found = std::find_if(k_status_words.begin(), k_status_words.end(),
                                   [&](const StatusWord& candidate) { return begins_with_word(line, candidate.word); });
  if (found == k_status_words.end()) {
    return std::nullopt;
  }
  Reply reply;
  reply.status = found->status;
  reply.keyword = std::string(found->word);
  reply.text = std::string(trimmed(line.substr(found->word.size())));
  reply.lines.emplace_back(line);
  if (reply.status != ReplyStatus::continuation) {
    take_response_code(reply);
  }
  return reply;
}

bool may_become_reply(std::string_view bytes) noexcept {
  return std::any_of(k_status_words.begin(), k_status_words.end(), [&](const StatusWord& candidate) {
    const bool is_shorter = bytes.size() <= candidate.word.size();
    return is_shorter ? istarts_with(candidate.word, bytes) : begins_with_word(bytes, candidate.word);
  });
}

std::optional<DropListing> parse_drop_listing(std::string_view text) {
  const auto words = split_words(text);
  if (words.size() < 2) {
    return std::nullopt;
  }
  const auto messages = parse_number(words[0]);
  const auto octets = parse_number(words[1]);
  if (!messages || !octets || *messages > k_most_counted || *octets > k_most_counted) {
    return std::nullopt;
  }
  return DropListing{*messages, *octets};
}

}  // namespace pecprobe::pop3
