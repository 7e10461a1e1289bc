#include "probe/hooks/mail_hook.hpp"

#include "probe/hooks/mail_text.hpp"
#include "protocols/base/text.hpp"
#include "tests/integration/mock_playing.hpp"
#include "tests/support/temporary_folder.hpp"
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

MailSender sender_at(const Endpoint& endpoint, const std::string& password) {
  Account account;
  account.address = account.login = "casella@pec.example";
  account.endpoints = {endpoint};
  return {account, Secret(password), nullptr};
}

class MailHookTest : public testing::Test {
 protected:
  static std::optional<std::string> told(Deliverer& hook) {
    return hook.deliver({1, "an-id", test::sample_body(), 0}, {});
  }
  /// Through `server`, with `password` as it is then.
  MailSettings settings(const MockPlaying& server, TlsMode tls = TlsMode::implicit) {
    MailSettings its;
    its.sender = [this, endpoint = server.endpoint(Protocol::smtp, tls)](
                     const std::stop_token&) -> tl::expected<MailSender, std::string> {
      return sender_at(endpoint, password);
    };
    its.to = "help@desk.example";
    its.options.ca_file = server.ca_file();
    its.options.limit = 20s;
    its.language = Language::english;
    return its;
  }
  std::unique_ptr<Deliverer> hook(TlsMode tls = TlsMode::implicit) {
    return make_mail_hook(settings(mail, tls), clock);
  }
  /// `settings` with a memory of refused passwords in a file.
  MailSettings remembering(MailSettings its) {
    its.open_memory = [this] { return memory(); };
    return its;
  }
  std::unique_ptr<RefusalMemory> memory() { return make_refusal_memory(folder.path() / "state.sqlite", clock); }
  static std::size_t count(const MockPlaying& server, JournalEntry::Kind kind) {
    const auto entries = server.journal().entries();
    return static_cast<std::size_t>(
        std::count_if(entries.begin(), entries.end(), [&](const JournalEntry& entry) { return entry.kind == kind; }));
  }
  std::size_t count(JournalEntry::Kind kind) { return count(mail, kind); }

  SystemClock clock;
  test::TemporaryFolder folder;
  MockPlaying mail{""};
  std::string password = "app-password-1";
};

TEST_F(MailHookTest, HandsTheMailInOverEitherWayToTls) {
  for (const TlsMode tls : {TlsMode::implicit, TlsMode::starttls}) {
    EXPECT_EQ(told(*hook(tls)), std::nullopt);
  }
  EXPECT_EQ(count(JournalEntry::Kind::message), 2U);
}

TEST_F(MailHookTest, LogsInWithWhatACheckTriesFirstAndOnce) {
  const MockPlaying choosy("smtp { mechanisms CRAM-MD5 SCRAM-SHA-256 LOGIN PLAIN }");
  const auto mechanisms = [&] {
    std::vector<std::string> used;
    for (const JournalEntry& entry : choosy.journal().entries()) {
      if (entry.kind == JournalEntry::Kind::login) {
        used.push_back(entry.mechanism);
      }
    }
    return used;
  };
  const auto it = make_mail_hook(settings(choosy), clock);
  EXPECT_EQ(told(*it), std::nullopt);
  EXPECT_EQ(mechanisms(), std::vector<std::string>{"PLAIN"});
  password = "another";
  EXPECT_THAT(told(*it).value_or("taken"), HasSubstr("Login denied"));
  EXPECT_EQ(mechanisms(), (std::vector<std::string>{"PLAIN", "PLAIN"})) << "nor is another one tried after a refusal";
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

TEST_F(MailHookTest, ServerAndPasswordAreOfOneMoment) {
  const MockPlaying other("account \"casella@pec.example\" { password \"app-password-2\" }");
  const MockPlaying* now = &mail;
  MailSettings its = settings(mail);
  its.sender = [&](const std::stop_token&) -> tl::expected<MailSender, std::string> {
    return sender_at(now->endpoint(Protocol::smtp, TlsMode::implicit), password);
  };
  const auto it = make_mail_hook(std::move(its), clock);
  EXPECT_EQ(told(*it), std::nullopt);
  now = &other;
  password = "app-password-2";
  static_cast<void>(told(*it));
  EXPECT_GE(count(other, JournalEntry::Kind::connected), 1U);
  EXPECT_EQ(count(mail, JournalEntry::Kind::login), 1U) << "the new password is not sent to the old server";
}

TEST_F(MailHookTest, ARefusalIsRememberedAndOneThatIsRememberedIsHeeded) {
  const MailSender sender = sender_at(mail.endpoint(Protocol::smtp, TlsMode::implicit), "another");
  password = "another";
  EXPECT_THAT(told(*make_mail_hook(remembering(settings(mail)), clock)).value_or("taken"), HasSubstr("Login denied"));
  EXPECT_TRUE(memory()->look_up(sender.account, sender.password).front().has_value());
  EXPECT_THAT(told(*make_mail_hook(remembering(settings(mail)), clock)).value_or("taken"),
              HasSubstr("refused this password"));
  EXPECT_EQ(count(JournalEntry::Kind::login), 1U);
}

TEST_F(MailHookTest, AMailThatWasTakenMakesNobodyForgetWhatAnotherServiceRefused) {
  const MailSender refused = sender_at(mail.endpoint(Protocol::imap, TlsMode::implicit), password);
  memory()->settle(refused.account, refused.password, {{LoginOutcome::Kind::refused, {}}});
  EXPECT_EQ(told(*make_mail_hook(remembering(settings(mail)), clock)), std::nullopt);
  EXPECT_TRUE(memory()->look_up(refused.account, refused.password).front().has_value());
}

TEST_F(MailHookTest, GivesTheTurnBackWhenItIsOver) {
  MailSettings its = settings(mail);
  std::weak_ptr<void> turn;
  its.sender = [&, sender = its.sender](const std::stop_token& stop) {
    return sender(stop).map([&](MailSender with_turn) {
      with_turn.turn = std::make_shared<int>();
      turn = with_turn.turn;
      return with_turn;
    });
  };
  for (const char* word : {"app-password-1", "another"}) {  // taken, refused
    password = word;
    static_cast<void>(told(*make_mail_hook(its, clock)));
    EXPECT_TRUE(turn.expired());
  }
  EXPECT_EQ(count(JournalEntry::Kind::login), 2U);
}

TEST_F(MailHookTest, ATemporaryAnswerToTheLoginIsNoRefusal) {
  const MockPlaying busy("smtp { on verdict reply \"454 4.7.0 Temporary authentication failure\" }");
  const auto it = make_mail_hook(remembering(settings(busy)), clock);
  EXPECT_THAT(told(*it).value_or("taken"), HasSubstr("denied"));
  EXPECT_THAT(told(*it).value_or("taken"), HasSubstr("denied"));
}

TEST_F(MailHookTest, NothingIsSentToAServerThatNobodyVouchesFor) {
  MailSettings its = settings(mail);
  its.options = {};
  EXPECT_THAT(told(*make_mail_hook(std::move(its), clock)).value_or("taken"), HasSubstr("certificate"));
  EXPECT_EQ(count(JournalEntry::Kind::login), 0U);
}

TEST_F(MailHookTest, APasswordThatCannotBeReadIsToldAndNobodyAsked) {
  MailSettings its = settings(mail);
  its.sender = [](const std::stop_token&) -> tl::expected<MailSender, std::string> {
    return tl::unexpected(std::string("no such entry"));
  };
  EXPECT_EQ(told(*make_mail_hook(std::move(its), clock)), "no such entry");
  EXPECT_EQ(count(JournalEntry::Kind::connected), 0U);
}

}  // namespace
}  // namespace pecprobe::hooks
