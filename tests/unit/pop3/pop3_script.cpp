#include "tests/unit/pop3/pop3_script.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe::test {

namespace {

std::string_view to_string(StepMark::Event event) {
  switch (event) {
    case StepMark::Event::began: return "began";
    case StepMark::Event::passed: return "passed";
    case StepMark::Event::failed: return "failed";
    case StepMark::Event::skipped: return "skipped";
  }
  return "";
}

/// The whole language of this client: commands without an argument, commands with one, and what
/// answers a challenge.
bool is_allowed(std::string_view line) {
  constexpr std::array<std::string_view, 5> k_bare = {"CAPA", "STLS", "STAT", "QUIT", "*"};
  constexpr std::array<std::string_view, 4> k_with_argument = {"AUTH ", "USER ", "PASS ", "APOP "};
  return std::find(k_bare.begin(), k_bare.end(), line) != k_bare.end() ||
         std::any_of(k_with_argument.begin(), k_with_argument.end(),
                     [&](std::string_view command) { return line.starts_with(command); }) ||
         base64_decode(line).has_value();
}

bool is_login(std::string_view line) {
  return line.starts_with("AUTH ") || line.starts_with("USER ") || line.starts_with("PASS ") ||
         line.starts_with("APOP ");
}

}  // namespace

std::string capa(std::initializer_list<std::string_view> lines) {
  std::string answer = "+OK capabilities follow\r\n";
  for (const std::string_view line : lines) {
    answer.append(line).append("\r\n");
  }
  return answer += ".\r\n";
}

std::vector<std::string> told(const std::vector<StepMark>& marks) {
  std::vector<std::string> words;
  for (const StepMark& mark : marks) {
    words.push_back(std::string(pecprobe::to_string(mark.step)) + " " + std::string(to_string(mark.event)));
  }
  return words;
}

std::vector<std::string> texts_of(const DialogueFacts& facts) {
  std::vector<std::string> texts = {facts.unexpected, facts.protocol_error, facts.auth.mechanism};
  const auto add = [&](const std::vector<std::string>& more) { texts.insert(texts.end(), more.begin(), more.end()); };
  for (const auto* list : {&facts.before_tls, &facts.after_tls, &facts.after_login, &facts.auth.offered}) {
    add(*list);
  }
  for (const auto* reply : {&facts.greeting, &facts.capability_reply, &facts.starttls_reply, &facts.auth.reply,
                            &facts.mailbox_reply, &facts.farewell}) {
    if (*reply) {
      add({(*reply)->keyword, (*reply)->response_code, (*reply)->response_arguments, (*reply)->text});
      add((*reply)->lines);
    }
  }
  return texts;
}

void Pop3Test::use_password(std::string_view password) {
  m_credentials.password = Secret{password};
  m_redactor = Redactor{m_credentials.password, m_credentials.login};
}

std::string Pop3Test::plain_message() const { return base64_encode(std::string{'\0'} + login() + '\0' + password()); }

std::unique_ptr<Dialogue> Pop3Test::make() const {
  return make_pop3_dialogue({m_credentials, m_redactor, m_tls, "[127.0.0.1]", std::nullopt, std::nullopt});
}

void Pop3Test::for_every_cut(const std::vector<ServerTurn>& turns, const Check& check) const {
  for_every_split([this] { return make(); }, turns,
                  [&](const Dialogue& dialogue, const Conversation& conversation) {
                    expect_well_behaved(dialogue.facts(), conversation);
                    check(dialogue.facts(), conversation);
                  });
}

DialogueFacts Pop3Test::converse(const std::vector<ServerTurn>& turns, std::size_t piece, ConnectionEnd end) const {
  const auto dialogue = make();
  const Conversation conversation = play(*dialogue, turns, piece, end);
  expect_well_behaved(dialogue->facts(), conversation);
  return dialogue->facts();
}

bool Pop3Test::carries_password(const std::string& line) const {
  const auto last_word = line.substr(line.rfind(' ') + 1);
  return line.starts_with("APOP ") || line.find(password()) != std::string::npos ||
         base64_decode(last_word).value_or("").find(password()) != std::string::npos;
}

void Pop3Test::expect_well_behaved(const DialogueFacts& facts, const Conversation& conversation) const {
  EXPECT_EQ(conversation.next, Next::finish);
  int attempts = 0;
  bool has_quit = false;
  for (const std::string& written : conversation.written) {
    ASSERT_TRUE(written.ends_with("\r\n"));
    const std::string line = written.substr(0, written.size() - 2);
    EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos) << line;
    EXPECT_TRUE(is_allowed(line)) << line;
    EXPECT_FALSE(has_quit) << line << " behind QUIT";
    EXPECT_FALSE(m_tls == TlsMode::starttls && conversation.handshakes == 0 && is_login(line)) << line;
    has_quit = line == "QUIT";
    attempts += carries_password(line) ? 1 : 0;
  }
  EXPECT_EQ(attempts, facts.auth.attempted ? 1 : 0);
  EXPECT_TRUE(facts.auth.attempted || !facts.auth.accepted);
  EXPECT_EQ(facts.stop == Stop::none, facts.auth.accepted && facts.mailbox.messages.has_value());
  const auto is_clean =
      testing::Not(testing::AnyOf(testing::HasSubstr(password()), testing::HasSubstr(base64_encode(password())),
                                  testing::HasSubstr(plain_message())));
  EXPECT_THAT(conversation.shown, testing::Each(is_clean));
  EXPECT_THAT(texts_of(facts), testing::Each(is_clean));
}

}  // namespace pecprobe::test
