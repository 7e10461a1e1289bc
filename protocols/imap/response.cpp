#include "protocols/imap/response.hpp"

#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pecprobe::imap {

namespace {

struct Status {
  std::string_view keyword;
  ReplyStatus status;
};

/// resp-cond-state, resp-cond-auth and resp-cond-bye (RFC 9051 §9).
constexpr std::array<Status, 5> k_statuses = {{
    {"OK", ReplyStatus::positive},
    {"NO", ReplyStatus::negative},
    {"BAD", ReplyStatus::negative},
    {"BYE", ReplyStatus::farewell},
    {"PREAUTH", ReplyStatus::preauth},
}};

std::optional<ReplyStatus> status_of(std::string_view keyword) noexcept {
  const auto* const found = std::find_if(k_statuses.begin(), k_statuses.end(),
                                         [&](const Status& status) { return status.keyword == keyword; });
  return found == k_statuses.end() ? std::nullopt : std::optional(found->status);
}

/// Takes the next word and the blanks behind it off the front of `rest`. One blank is the rule (RFC
/// 9051 §9), servers that send more are understood.
std::string_view take_word(std::string_view& rest) noexcept {
  const auto end = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(rest.find_first_not_of(' ', end), rest.size()));
  return word;
}

/// resp-text = ["[" resp-text-code "]" SP] [text] (RFC 9051 §9). A bracket that is never closed is
/// text.
void read_text(Response& response, std::string_view rest) {
  const auto close = rest.find(']');
  if (rest.starts_with('[') && close != std::string_view::npos) {
    std::string_view inside = rest.substr(1, close - 1);
    response.code = take_word(inside);
    response.code_arguments = inside;
    rest.remove_prefix(close + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  }
  response.text = rest;
}

/// What follows the tag, the asterisk: a status with its text, or data with a number before or
/// after its name.
void read_body(Response& response, std::string_view rest) {
  std::string_view word = take_word(rest);
  if (response.kind == ResponseKind::untagged) {
    response.number = parse_number(word);  // message-data and mailbox-data (RFC 9051 §7.3, §7.4)
  }
  if (response.number) {
    word = take_word(rest);
  }
  response.keyword = ascii_upper(word);
  response.status = response.number ? std::nullopt : status_of(response.keyword);
  if (response.status) {
    read_text(response, rest);
  } else {
    response.text = rest;
  }
}

}  // namespace

Response parse_response(std::vector<std::string> lines) {
  Response response;
  response.lines = std::move(lines);
  if (response.lines.empty()) {
    return response;
  }
  std::string_view rest = response.lines.front();
  const std::string_view first = take_word(rest);
  if (first == "+") {
    response.kind = ResponseKind::continuation;
    read_text(response, rest);
  } else if (first.empty() || (first == "*" && rest.empty())) {
    response.text = response.lines.front();
  } else {
    response.kind = first == "*" ? ResponseKind::untagged : ResponseKind::tagged;
    response.tag = first == "*" ? std::string_view{} : first;
    read_body(response, rest);
  }
  return response;
}

tl::expected<std::optional<std::size_t>, std::string> announced_literal(std::string_view line, std::size_t most) {
  const auto open = line.rfind('{');
  if (!line.ends_with('}') || open == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view length = line.substr(open + 1, line.size() - open - 2);
  if (length.ends_with('+')) {
    length.remove_suffix(1);
  }
  const bool is_negative = length.starts_with('-');
  if (is_negative) {
    length.remove_prefix(1);
  }
  if (length.empty() || length.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  if (is_negative) {
    return tl::unexpected<std::string>("a literal of negative length");
  }
  const auto size = parse_number(length);  // nothing when it does not fit into 64 bits
  if (!size || *size > most) {
    return tl::unexpected(fmt::format("a literal of more than {} bytes", most));
  }
  return std::optional<std::size_t>(*size);
}

bool has_code(const Response& response, std::string_view name) noexcept { return iequals(response.code, name); }

Reply to_reply(const Response& response, const Redactor& redactor) {
  Reply reply;
  reply.status = response.status.value_or(response.kind == ResponseKind::continuation ? ReplyStatus::continuation
                                                                                      : ReplyStatus::negative);
  reply.keyword = response.kind == ResponseKind::continuation ? "+" : response.keyword;
  reply.response_code = upper_unless_masked(redactor.redact(response.code));
  reply.response_arguments = response.code_arguments;
  reply.text = response.text;
  reply.lines = response.lines;
  return recorded(std::move(reply), redactor);
}

std::string upper_unless_masked(std::string_view redacted) {
  return redacted.find(k_mask) == std::string_view::npos ? ascii_upper(redacted) : std::string(redacted);
}

}  // namespace pecprobe::imap
