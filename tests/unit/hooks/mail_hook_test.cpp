#include "probe/hooks/mail_hook.hpp"

#include "protocols/base/text.hpp"
#include "tests/integration/mock_playing.hpp"
#include "tests/unit/hooks/sample_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace pecprobe::hooks {
namespace {

using namespace std::chrono_literals;
using pecmock::JournalEntry;
using test::MockPlaying;
using testing::HasSubstr;

constexpr Timestamp k_sent{std::chrono::milliseconds{1'795'338'000'000}};

std::string text_of_mail(Language language) {
  const std::string mail =
      mail_text(test::sample_body(), {"casella@pec.example", "help@desk.example"}, language, k_sent);
  std::string encoded = mail.substr(mail.find("\r\n\r\n") + 4);
  std::erase_if(encoded, [](char c) { return c == '\r' || c == '\n'; });
  return base64_decode(encoded).value();
}

TEST(HookMail, HasTheFieldsOfAMailThatAProgramWrote) {
  const std::string mail =
      mail_text(test::sample_body(), {"a@pec.example", "b@desk.example"}, Language::english, k_sent);
  EXPECT_EQ(
      mail.substr(0, mail.find("\r\n\r\n")),
      "From: <a@pec.example>\r\nTo: <b@desk.example>\r\n"
      "Subject: PEC 0a1b2c3d4e5f: IMAP auth_rejected, POP3 auth_rejected\r\n"
      "Date: Sun, 22 Nov 2026 09:00:00 +0000\r\nMessage-ID: <8b4f28f8e13e238763b3a23f74db2902@pecprobe.invalid>\r\n"
      "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: base64");
}

TEST(HookMail, SaysWhatChangedAndWhatToDo) {
  const std::string text = text_of_mail(Language::english);
  EXPECT_THAT(text, testing::StartsWith("0a1b2c3d4e5f\n\nIMAP: "));
  EXPECT_THAT(text, HasSubstr("(auth_rejected)\nbefore: ok\n- "));
  EXPECT_THAT(text, HasSubstr("\n\nPOP3: "));
  EXPECT_THAT(text, testing::EndsWith("Nothing in the mailbox was read or changed.\n"));
  EXPECT_THAT(text_of_mail(Language::italian), HasSubstr("prima: ok"));
}

class MailHookTest : public testing::Test {
 protected:
  std::optional<std::string> told(Deliverer& hook) { return hook.deliver({1, "an-id", test::sample_body(), 0}, {}); }
  std::unique_ptr<Deliverer> hook(TlsMode tls = TlsMode::implicit) {
    return make_mail_hook({.endpoint = mail.endpoint(Protocol::smtp, tls),
                           .login = "casella@pec.example",
                           .people = {"casella@pec.example", "help@desk.example"},
                           .password = [this]() -> tl::expected<Secret, std::string> { return Secret(password); },
                           .options = {.ca_file = mail.ca_file(), .limit = 20s},
                           .language = Language::english},
                          clock);
  }
  std::size_t count(JournalEntry::Kind kind) {
    const auto entries = mail.journal().entries();
    return static_cast<std::size_t>(
        std::count_if(entries.begin(), entries.end(), [&](const JournalEntry& entry) { return entry.kind == kind; }));
  }

  SystemClock clock;
  MockPlaying mail{""};
  std::string password = "app-password-1";
};

TEST_F(MailHookTest, HandsTheMailInOverEitherWayToTls) {
  for (const TlsMode tls : {TlsMode::implicit, TlsMode::starttls}) {
    EXPECT_EQ(told(*hook(tls)), std::nullopt);
  }
  EXPECT_EQ(count(JournalEntry::Kind::message), 2U);
}

TEST_F(MailHookTest, ARefusedPasswordIsTriedOnce) {
  password = "another";
  const auto it = hook();
  EXPECT_THAT(told(*it).value_or("taken"), HasSubstr("Login denied"));
  EXPECT_THAT(told(*it).value_or("taken"), HasSubstr("refused this password"));
  EXPECT_EQ(count(JournalEntry::Kind::login), 1U);
  password = "app-password-1";
  EXPECT_EQ(told(*it), std::nullopt);
}

TEST_F(MailHookTest, ARefusalThatIsRememberedIsHeededAndANewOneIsNoted) {
  std::vector<std::string> noted;
  bool is_known = true;
  const auto it = make_mail_hook({.endpoint = mail.endpoint(Protocol::smtp, TlsMode::implicit),
                                  .login = "casella@pec.example",
                                  .people = {"casella@pec.example", "help@desk.example"},
                                  .password = []() -> tl::expected<Secret, std::string> { return Secret("another"); },
                                  .is_held_back = [&](const Secret&) { return is_known; },
                                  .note_refusal = [&](const Secret&) { noted.emplace_back("refused"); },
                                  .options = {.ca_file = mail.ca_file(), .limit = 20s}},
                                 clock);
  EXPECT_THAT(told(*it).value_or("taken"), HasSubstr("refused this password"));
  EXPECT_EQ(count(JournalEntry::Kind::login), 0U);
  is_known = false;
  EXPECT_THAT(told(*it).value_or("taken"), HasSubstr("Login denied"));
  EXPECT_EQ(noted, std::vector<std::string>{"refused"});
}

TEST_F(MailHookTest, ATemporaryAnswerToTheLoginIsNoRefusal) {
  const MockPlaying busy("smtp { on verdict reply \"454 4.7.0 Temporary authentication failure\" }");
  const auto it = make_mail_hook({.endpoint = busy.endpoint(Protocol::smtp, TlsMode::implicit),
                                  .login = "casella@pec.example",
                                  .people = {"casella@pec.example", "help@desk.example"},
                                  .password = []() -> tl::expected<Secret, std::string> { return Secret("any"); },
                                  .note_refusal = [](const Secret&) { FAIL() << "noted as refused"; },
                                  .options = {.ca_file = busy.ca_file(), .limit = 20s}},
                                 clock);
  EXPECT_THAT(told(*it).value_or("taken"), HasSubstr("denied"));
  EXPECT_THAT(told(*it).value_or("taken"), HasSubstr("denied"));
}

TEST_F(MailHookTest, NothingIsSentToAServerThatNobodyVouchesFor) {
  const auto it =
      make_mail_hook({.endpoint = mail.endpoint(Protocol::smtp, TlsMode::implicit),
                      .login = "casella@pec.example",
                      .people = {"casella@pec.example", "help@desk.example"},
                      .password = []() -> tl::expected<Secret, std::string> { return Secret("app-password-1"); },
                      .options = {}},
                     clock);
  EXPECT_THAT(told(*it).value_or("taken"), HasSubstr("certificate"));
  EXPECT_EQ(count(JournalEntry::Kind::login), 0U);
}

TEST_F(MailHookTest, APasswordThatCannotBeReadIsToldAndNobodyAsked) {
  const auto it = make_mail_hook(
      {.endpoint = mail.endpoint(Protocol::smtp, TlsMode::implicit),
       .login = "casella@pec.example",
       .people = {},
       .password = []() -> tl::expected<Secret, std::string> { return tl::unexpected(std::string("no such entry")); },
       .options = {}},
      clock);
  EXPECT_EQ(told(*it), "no such entry");
  EXPECT_EQ(count(JournalEntry::Kind::connected), 0U);
}

}  // namespace
}  // namespace pecprobe::hooks
