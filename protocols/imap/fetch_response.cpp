#include "protocols/imap/fetch_response.hpp"

#include "protocols/base/text.hpp"
#include "protocols/imap/quoting.hpp"

#include <algorithm>
#include <cstddef>

namespace pecprobe::imap {

namespace {

/// Words between blanks and parentheses.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t begin = text.find_first_not_of(" ()");
    if (begin == std::string_view::npos) {
      return words;
    }
    const std::size_t end = std::min(text.find_first_of(" ()", begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
}

std::optional<std::uint64_t> number_behind(const std::vector<std::string_view>& words, std::string_view name) {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](std::string_view word) { return iequals(word, name); });
  return found == words.end() || found + 1 == words.end() ? std::nullopt : parse_number(*(found + 1));
}

}  // namespace

std::optional<FetchedItem> fetched_item(const Response& response) {
  if (response.kind != ResponseKind::untagged || response.keyword != "FETCH") {
    return std::nullopt;
  }
  FetchedItem item;
  std::optional<std::uint64_t> uid;
  // Text and literals take turns; the UID may stand before or behind the body (RFC 9051 §7.5.2 wants no order).
  for (std::size_t line = 0; line < response.lines.size(); ++line) {
    if (line % 2 == 1) {
      item.body = response.lines[line];
      continue;
    }
    const auto words = words_of(response.lines[line]);
    uid = uid ? uid : number_behind(words, "UID");
    item.size = number_behind(words, "RFC822.SIZE").value_or(item.size);
  }
  if (!uid) {
    return std::nullopt;
  }
  item.uid = *uid;
  return item;
}

std::optional<std::string> listed_mailbox(const Response& response, std::string_view attribute) {
  const std::string_view text = response.text;
  const std::size_t close = text.find(')');
  if (response.kind != ResponseKind::untagged || response.keyword != "LIST" || !text.starts_with('(') ||
      close == std::string_view::npos) {
    return std::nullopt;
  }
  const auto attributes = words_of(text.substr(0, close));
  if (std::none_of(attributes.begin(), attributes.end(),
                   [&](std::string_view each) { return iequals(each, attribute); })) {
    return std::nullopt;
  }
  if (response.lines.size() > 1) {
    return std::string(quoted(response.lines[1]).reveal());  // its name came as a literal
  }
  // Behind the attributes: the hierarchy delimiter, a blank, and the name as it is to be repeated.
  const std::string_view rest = trimmed(text.substr(close + 1));
  const std::size_t blank = rest.find(' ');
  const std::string_view name = blank == std::string_view::npos ? std::string_view{} : trimmed(rest.substr(blank));
  const bool is_quoted = name.size() > 2 && name.front() == '"' && name.back() == '"';
  const bool is_atom = !name.empty() && name.find_first_of(" (){%*\"\\") == std::string_view::npos;
  return is_quoted || is_atom ? std::optional(std::string(name)) : std::nullopt;
}

}  // namespace pecprobe::imap
