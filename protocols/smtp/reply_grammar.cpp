#include "protocols/smtp/reply_grammar.hpp"

#include "protocols/wire/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pecprobe::smtp {

namespace {

constexpr std::size_t k_code_digits = 3;

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// How many digits `text` begins with.
std::size_t leading_digits(std::string_view text) noexcept {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  return static_cast<std::size_t>(end - text.begin());
}

}  // namespace

tl::expected<ReplyLine, std::string> parse_reply_line(std::string_view line) {
  if (leading_digits(line.substr(0, k_code_digits)) < k_code_digits) {
    return tl::unexpected<std::string>("a line that does not begin with a reply code of three digits");
  }
  int code = 0;
  for (const char digit : line.substr(0, k_code_digits)) {
    code = code * 10 + (digit - '0');
  }
  // RFC 5321 §4.2.1 names 2yz to 5yz; 1yz is a reply of FTP.
  if (code < 200 || code > 599) {
    return tl::unexpected(fmt::format("the reply code {} is outside of 200 to 599", line.substr(0, k_code_digits)));
  }
  if (line.size() == k_code_digits) {
    return ReplyLine{code, true, {}};  // "clients MUST be prepared" for a missing blank (RFC 5321 §4.2.1)
  }
  const char separator = line[k_code_digits];
  if (separator != '-' && separator != ' ') {
    return tl::unexpected<std::string>(
        "a reply code that is followed by neither a hyphen, a blank nor the end of the line");
  }
  return ReplyLine{code, separator == ' ', line.substr(k_code_digits + 1)};
}

bool may_begin_reply(std::string_view line) noexcept {
  const std::string_view code = line.substr(0, k_code_digits);
  return leading_digits(code) == code.size();
}

std::string_view enhanced_code(std::string_view text, int code) noexcept {
  // class "." subject "." detail: one digit, then one to three twice (RFC 3463 §2), before a blank
  // or the end.
  constexpr std::array<std::size_t, 3> k_longest = {1, 3, 3};
  if (text.empty() || code / 100 == 3 || text.front() - '0' != code / 100) {
    return {};
  }
  std::size_t at = 0;
  for (std::size_t part = 0; part < k_longest.size(); ++part) {
    if (part > 0 && (at >= text.size() || text[at++] != '.')) {
      return {};
    }
    const std::size_t digits = leading_digits(text.substr(at));
    if (digits == 0 || digits > k_longest.at(part)) {
      return {};
    }
    at += digits;
  }
  return at == text.size() || text[at] == ' ' ? text.substr(0, at) : std::string_view{};
}

ReplyStatus RawReply::status() const noexcept {
  if (code == 421) {
    return ReplyStatus::farewell;  // the server closes, whatever was asked (RFC 5321 §3.8)
  }
  switch (code / 100) {
    case 2: return ReplyStatus::positive;
    case 3: return ReplyStatus::continuation;
    case 4: return ReplyStatus::temporary;
    default: return ReplyStatus::negative;
  }
}

std::string_view RawReply::enhanced() const noexcept {
  for (const std::string_view line : lines) {
    const auto found = enhanced_code(line.substr(std::min(line.size(), k_code_digits + 1)), code);
    if (!found.empty()) {
      return found;
    }
  }
  return {};
}

std::string RawReply::text() const {
  std::string joined;
  for (const std::string_view line : lines) {
    joined += joined.empty() ? "" : " ";
    joined += line.substr(std::min(line.size(), k_code_digits + 1));
  }
  return joined;
}

tl::expected<std::optional<RawReply>, std::string> ReplyAssembler::add(std::string line) {
  const auto parsed = parse_reply_line(line).map([](const ReplyLine& p) { return std::pair{p.code, p.is_last}; });
  const bool is_first = m_reply.lines.empty();
  m_reply.lines.push_back(std::move(line));
  if (!parsed) {
    return tl::unexpected(parsed.error());
  }
  const auto [code, is_last] = *parsed;
  if (!is_first && code != m_reply.code) {
    return tl::unexpected(fmt::format("one reply carries both the codes {} and {}", m_reply.code, code));
  }
  if (m_reply.lines.size() > k_max_reply_lines) {
    return tl::unexpected(fmt::format("a reply of more than {} lines", k_max_reply_lines));
  }
  m_reply.code = code;
  return is_last ? std::optional{std::exchange(m_reply, {})} : std::nullopt;
}

}  // namespace pecprobe::smtp
