#include "tests/unit/imap/account.hpp"

#include "protocols/base/text.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pecprobe::test {

namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

void add_reply(std::vector<std::string>& texts, const std::optional<Reply>& reply) {
  if (reply) {
    texts.insert(texts.end(), {reply->keyword, reply->response_code, reply->response_arguments, reply->text});
    texts.insert(texts.end(), reply->lines.begin(), reply->lines.end());
  }
}

/// What follows the tag of a command; empty for a continuation line.
std::string_view verb_of(std::string_view written) {
  const auto blank = written.find(' ');
  const bool has_tag = written.starts_with('a') && blank != std::string_view::npos && blank > 1 &&
                       parse_number(written.substr(1, blank - 1)).has_value();
  return has_tag ? written.substr(blank + 1) : std::string_view{};
}

bool carries_credentials(std::string_view verb) {
  return verb.starts_with("AUTHENTICATE ") || verb.starts_with("LOGIN ");
}

bool is_allowed(std::string_view verb) {
  constexpr std::array<std::string_view, 4> k_plain = {"CAPABILITY\r\n", "STARTTLS\r\n", "EXAMINE INBOX\r\n",
                                                       "LOGOUT\r\n"};
  return carries_credentials(verb) || std::find(k_plain.begin(), k_plain.end(), verb) != k_plain.end();
}

}  // namespace

ImapAccount::ImapAccount(TlsMode tls, std::string_view password, std::string login)
    : m_credentials{std::move(login), Secret{password}},
      m_redactor(m_credentials.password, m_credentials.login),
      m_tls(tls) {}

std::unique_ptr<Dialogue> ImapAccount::dialogue() const {
  DialogueInput input{m_credentials, m_redactor, m_tls, "[127.0.0.1]", {}, {}};
  return make_imap_dialogue(std::move(input));
}

void ImapAccount::every_split(const std::vector<ServerTurn>& turns, const Check& check) const {
  for_every_split([this] { return dialogue(); }, turns,
                  [&](const Dialogue& played, const Conversation& conversation) {
                    expect_harmless(played.facts(), conversation);
                    check(played.facts(), conversation);
                  });
}

void ImapAccount::once(const std::vector<ServerTurn>& turns, const Check& check, ConnectionEnd end) const {
  const auto played = dialogue();
  const Conversation conversation = play(*played, turns, 0, end);
  expect_harmless(played->facts(), conversation);
  check(played->facts(), conversation);
}

void ImapAccount::expect_harmless(const DialogueFacts& facts, const Conversation& conversation) const {
  EXPECT_EQ(conversation.next, Next::finish);
  EXPECT_LE(credential_attempts(conversation), 1U);
  bool in_login = false;
  for (const std::string& written : conversation.written) {
    const std::string_view verb = verb_of(written);
    EXPECT_TRUE(written.ends_with("\r\n") || written.ends_with("}\r\n")) << written;
    EXPECT_TRUE(verb.empty() ? in_login : is_allowed(verb)) << written;
    in_login = verb.empty() ? in_login : carries_credentials(verb);
  }
  if (m_tls == TlsMode::starttls) {
    EXPECT_LE(credential_attempts(conversation), static_cast<std::size_t>(conversation.handshakes));
  }
  EXPECT_TRUE(!facts.auth.accepted || facts.auth.attempted);
  EXPECT_EQ(facts.stop == Stop::protocol_error, !facts.protocol_error.empty());
  if (m_credentials.password.size() >= Redactor::k_shortest_masked) {
    const std::string password(m_credentials.password.reveal());
    EXPECT_THAT(conversation.shown, Each(Not(HasSubstr(password))));
    EXPECT_THAT(conversation.shown, Each(Not(HasSubstr(base64_encode(password)))));
    EXPECT_THAT(texts_of(facts), Each(Not(HasSubstr(password))));
  }
}

std::vector<std::string> in_words(const std::vector<StepMark>& marks) {
  constexpr std::array<std::string_view, 4> k_events = {" began", " passed", " failed", " skipped"};
  std::vector<std::string> words;
  std::transform(marks.begin(), marks.end(), std::back_inserter(words), [&](const StepMark& mark) {
    return std::string(to_string(mark.step)).append(k_events.at(static_cast<std::size_t>(mark.event)));
  });
  return words;
}

std::vector<std::string> texts_of(const DialogueFacts& facts) {
  std::vector<std::string> texts = {facts.unexpected, facts.protocol_error, facts.auth.mechanism};
  for (const auto* const list :
       {&facts.before_tls, &facts.after_tls, &facts.after_login, &facts.alerts, &facts.auth.offered}) {
    texts.insert(texts.end(), list->begin(), list->end());
  }
  for (const auto* const reply : {&facts.greeting, &facts.capability_reply, &facts.starttls_reply, &facts.auth.reply,
                                  &facts.mailbox_reply, &facts.sender_reply, &facts.recipient_reply, &facts.farewell}) {
    add_reply(texts, *reply);
  }
  return texts;
}

std::size_t credential_attempts(const Conversation& conversation) {
  return static_cast<std::size_t>(
      std::count_if(conversation.written.begin(), conversation.written.end(),
                    [](const std::string& written) { return carries_credentials(verb_of(written)); }));
}

Reply reply(ReplyStatus status, std::string keyword, std::string response_code, std::string text, std::string line) {
  Reply out;
  out.status = status;
  out.keyword = std::move(keyword);
  out.response_code = std::move(response_code);
  out.text = std::move(text);
  out.lines = {std::move(line)};
  return out;
}

}  // namespace pecprobe::test
