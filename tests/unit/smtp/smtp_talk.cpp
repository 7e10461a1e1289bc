#include "tests/unit/smtp/smtp_talk.hpp"

#include "protocols/base/text.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace pecprobe::test {

namespace {

bool is_allowed(std::string_view written) {
  constexpr std::array<std::string_view, 9> k_allowed = {"EHLO ",          "STARTTLS\r\n", "AUTH PLAIN",
                                                         "AUTH LOGIN\r\n", "*\r\n",        "MAIL FROM:<",
                                                         "RCPT TO:<",      "RSET\r\n",     "QUIT\r\n"};
  const std::string_view line = written.substr(0, written.find("\r\n"));
  return std::any_of(k_allowed.begin(), k_allowed.end(), [&](auto p) { return written.starts_with(p); }) ||
         base64_decode(line).has_value();  // the answer to a challenge
}

void append(std::string& out, const std::optional<Reply>& reply) {
  if (reply) {
    for (const auto& text :
         {reply->keyword, reply->enhanced, reply->response_code, reply->response_arguments, reply->text}) {
      out += text + '\n';
    }
    for (const std::string& line : reply->lines) {
      out += line + '\n';
    }
  }
}

void expect_well_formed(const std::vector<StepMark>& marks) {
  std::optional<Step> open;
  for (const StepMark& mark : marks) {
    EXPECT_NE(mark.step, Step::tls);
    EXPECT_NE(mark.step, Step::mailbox);
    switch (mark.event) {
      case StepMark::Event::began:
        EXPECT_EQ(open, std::nullopt);
        open = mark.step;
        break;
      case StepMark::Event::passed:
      case StepMark::Event::failed:
        EXPECT_EQ(open, mark.step);
        open.reset();
        break;
      case StepMark::Event::skipped: EXPECT_EQ(open, std::nullopt); break;
    }
  }
}

}  // namespace

SmtpCase::SmtpCase(TlsMode mode, std::string_view password, std::string login)
    : credentials{std::move(login), Secret{password}}, redactor(credentials.password, credentials.login), tls(mode) {}

std::unique_ptr<Dialogue> SmtpCase::make() const {
  return make_smtp_dialogue({.credentials = credentials,
                             .redactor = redactor,
                             .tls = tls,
                             .client_name = "[127.0.0.1]",
                             .check_sender = check_sender,
                             .check_recipient = check_recipient});
}

void converse(const SmtpCase& smtp_case, const std::vector<ServerTurn>& turns, const Check& check) {
  for_every_split([&] { return smtp_case.make(); }, turns,
                  [&](const Dialogue& dialogue, const Conversation& conversation) {
                    expect_lawful(smtp_case, dialogue.facts(), conversation);
                    check(dialogue.facts(), conversation);
                  });
}

void converse_once(const SmtpCase& smtp_case, const std::vector<ServerTurn>& turns, const Check& check,
                   ConnectionEnd end) {
  const auto dialogue = smtp_case.make();
  const Conversation conversation = play(*dialogue, turns, 0, end);
  expect_lawful(smtp_case, dialogue->facts(), conversation);
  check(dialogue->facts(), conversation);
}

void expect_lawful(const SmtpCase& smtp_case, const DialogueFacts& facts, const Conversation& conversation) {
  std::size_t logins = 0;
  for (const std::string& line : conversation.written) {
    EXPECT_TRUE(is_allowed(line)) << line;
    EXPECT_EQ(line.find_first_of("\r\n"), line.size() - 2) << line;
    logins += line.starts_with("AUTH") ? 1U : 0U;
  }
  EXPECT_LE(logins, 1U);
  EXPECT_LE(password_lines(conversation), 1U);
  EXPECT_EQ(facts.auth.attempted, password_lines(conversation) == 1);
  const auto quit = std::find(conversation.shown.begin(), conversation.shown.end(), "QUIT");
  EXPECT_TRUE(quit == conversation.shown.end() || quit + 1 == conversation.shown.end());
  const std::string_view password = smtp_case.credentials.password.reveal();
  for (const std::string& line : conversation.shown) {
    EXPECT_THAT(line, testing::Not(testing::HasSubstr(std::string(password))));
    EXPECT_THAT(line, testing::Not(testing::HasSubstr(base64_encode(password))));
  }
  EXPECT_THAT(all_texts(facts), testing::Not(testing::HasSubstr(std::string(password))));
  expect_well_formed(conversation.marks);
}

std::string all_texts(const DialogueFacts& facts) {
  std::string out;
  for (const auto& reply : {facts.greeting, facts.capability_reply, facts.starttls_reply, facts.auth.reply,
                            facts.mailbox_reply, facts.sender_reply, facts.recipient_reply, facts.farewell}) {
    append(out, reply);
  }
  for (const auto* list :
       {&facts.before_tls, &facts.after_tls, &facts.after_login, &facts.auth.offered, &facts.alerts}) {
    for (const std::string& entry : *list) {
      out += entry + '\n';
    }
  }
  return out + facts.unexpected + '\n' + facts.protocol_error + '\n';
}

std::size_t password_lines(const Conversation& conversation) {
  return static_cast<std::size_t>(
      std::count_if(conversation.shown.begin(), conversation.shown.end(),
                    [](const auto& shown) { return shown == k_mask || shown == "AUTH PLAIN " + std::string(k_mask); }));
}

std::vector<StepMark> step(Step step, StepMark::Event event) { return {{step, StepMark::Event::began}, {step, event}}; }

std::vector<StepMark> steps(const std::vector<std::vector<StepMark>>& each) {
  std::vector<StepMark> all;
  for (const auto& marks : each) {
    all.insert(all.end(), marks.begin(), marks.end());
  }
  return all;
}

}  // namespace pecprobe::test
