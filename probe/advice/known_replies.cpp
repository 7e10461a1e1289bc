#include "probe/advice/known_replies.hpp"

#include "probe/config/toml_row.hpp"
#include "probe/diagnosis/words.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <stdexcept>

namespace pecprobe {

namespace embedded {
extern const std::string_view known_replies_toml;
}  // namespace embedded

namespace {

using namespace toml_row;

KnownReply known_reply(const toml::table& row) {
  only_keys(row, {"id", "program", "codes", "patterns", "means", "source", "date"});
  KnownReply reply{
      text(row, "id"),     text(row, "program"), optional_texts(row, "codes"), optional_texts(row, "patterns"), {},
      text(row, "source"), text(row, "date")};
  if (reply.codes.empty() && reply.patterns.empty()) {
    throw BadRow(row, "neither codes nor patterns");
  }
  for (const std::string& id : texts(row, "means")) {
    const auto code = code_from_id(id);
    if (!code) {
      throw BadRow(row, fmt::format("'{}' is no diagnosis", id));
    }
    reply.means.push_back(*code);
  }
  if (reply.means.empty()) {
    throw BadRow(row, "'means' must name a diagnosis");
  }
  return reply;
}

bool has_code(const KnownReply& reply, std::string_view text) {
  return std::any_of(reply.codes.begin(), reply.codes.end(),
                     [&](const std::string& code) { return icontains(text, code); });
}

bool has_sentence(const KnownReply& reply, const Words& words) {
  return std::any_of(reply.patterns.begin(), reply.patterns.end(),
                     [&](const std::string& pattern) { return words.match(pattern); });
}

}  // namespace

tl::expected<KnownReplies, std::string> KnownReplies::parse(std::string_view toml) {
  return read_document(toml, [](const toml::table& document) {
    only_keys(document, {"reply"});
    KnownReplies replies;
    for_each_row(document, "reply", [&](const toml::table& row) {
      KnownReply read = known_reply(row);
      const auto has_its_id = [&](const KnownReply& other) { return other.id == read.id; };
      if (std::any_of(replies.m_replies.begin(), replies.m_replies.end(), has_its_id)) {
        throw BadRow(row, fmt::format("the id '{}' stands twice", read.id));
      }
      replies.m_replies.push_back(std::move(read));
    });
    return replies;
  });
}

const KnownReplies& KnownReplies::built_in() {
  static const KnownReplies replies = [] {
    auto read = parse(embedded::known_replies_toml);
    if (!read) {
      throw std::logic_error("known_replies.toml: " + read.error());  // shown impossible by a test
    }
    return std::move(*read);
  }();
  return replies;
}

const KnownReply* KnownReplies::find(std::string_view text) const {
  auto found =
      std::find_if(m_replies.begin(), m_replies.end(), [&](const KnownReply& reply) { return has_code(reply, text); });
  if (found == m_replies.end()) {
    const Words words{text};
    found = std::find_if(m_replies.begin(), m_replies.end(),
                         [&](const KnownReply& reply) { return has_sentence(reply, words); });
  }
  return found == m_replies.end() ? nullptr : &*found;
}

}  // namespace pecprobe
