// A password that the server sends back stands in no fact.
#include "protocols/base/text.hpp"
#include "tests/unit/smtp/smtp_talk.hpp"

#include <gmock/gmock.h>

namespace pecprobe::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view k_password_base64 = "YXBwLXBhc3N3b3JkLTE=";

void expect_masked(const DialogueFacts& facts) {
  const std::string texts = all_texts(facts);
  EXPECT_THAT(texts, HasSubstr(std::string(k_mask)));
  for (const std::string_view part : {"app-pass", "word-1", "YXBwLXBhc3N3b3Jk", "3b3JkLTE", "c3N3b3JkLT"}) {
    EXPECT_THAT(texts, Not(HasSubstr(std::string(part))));
  }
}

TEST(SmtpMasking, CoversEveryFormInTheAnswerToTheLogin) {
  for (const std::string& answer :
       {std::string{"535 5.7.8 app-password-1 is wrong\r\n"}, "535 " + std::string(k_password_base64) + "\r\n",
        "535 5.7.8 <" + std::string(k_plain_message) + ">\r\n",
        std::string{"535-5.7.8 it was app-pass\r\n535 5.7.8 word-1, no\r\n"},
        std::string{"535-it was app-pass\r\n535 word-1\r\n"}, std::string{"535-YXBwLXBhc3N3\r\n535 b3JkLTE=\r\n"},
        std::string{"535-5.7.8 YXBwLXBhc3N3\r\n535 5.7.8 b3JkLTE=\r\n"}, std::string{"421 app-password-1\r\n"}}) {
    converse(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", answer}}, [](const auto& facts, const auto&) {
      EXPECT_EQ(facts.stop, Stop::auth_refused);
      expect_masked(facts);
    });
  }
}

TEST(SmtpMasking, CoversTheEvidenceOfAProtocolError) {
  for (const std::string_view answer :
       {"app-password-1\r\n", "535-app-pass\r\n235 word-1\r\n", "535-5.7.8 app-pass\r\nword-1\r\n",
        "354 app-password-1\r\n", "334 app-password-1\r\n", "535-YXBwLXBhc3N3\r\nb3JkLTE=\r\n"}) {
    converse(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", answer}}, [&](const auto& facts, const auto&) {
      EXPECT_EQ(facts.stop, Stop::protocol_error) << answer;
      expect_masked(facts);
    });
  }
}

TEST(SmtpMasking, CoversAnEndlessLine) {
  std::string line = "535 ";
  while (line.size() < 10'000) {
    line += "app-password-1 ";
  }
  converse_once(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", line}}, [](const auto& facts, const auto&) {
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    expect_masked(facts);
  });
}

TEST(SmtpMasking, CoversGreetingCapabilitiesAndRefusedEhlo) {
  converse(SmtpCase{},
           {{"", "220 app-password-1 ESMTP\r\n"},
            {"EHLO", "250-app-password-1\r\n250-X app-password-1\r\n250 AUTH PLAIN\r\n"},
            k_accepts},
           [](const auto& facts, const auto&) {
             EXPECT_THAT(facts.after_tls, ElementsAre("X <PASSWORD>", "AUTH PLAIN"));
             expect_masked(facts);
           });
  converse(SmtpCase{}, {k_greeting, {"EHLO", "502 app-password-1\r\n"}},
           [](const auto& facts, const auto&) { expect_masked(facts); });
  converse(SmtpCase{}, {{"", "app-password-1\r\n"}}, [](const auto& facts, const auto&) { expect_masked(facts); });
}

TEST(SmtpMasking, CoversTheAnswersToMailAndRcpt) {
  SmtpCase smtp_case;
  smtp_case.check_sender = "casella@pec.example";
  converse(smtp_case,
           {k_greeting,
            k_hello,
            k_accepts,
            {"MAIL", "250 app-password-1\r\n"},
            {"RCPT", "550 app-password-1\r\n"},
            {"RSET", "421 app-password-1\r\n"}},
           [](const auto& facts, const auto&) {
             ASSERT_TRUE(facts.sender_reply && facts.recipient_reply && facts.farewell);
             EXPECT_EQ(facts.sender_reply->text, k_mask);
             EXPECT_EQ(facts.recipient_reply->text, k_mask);
             EXPECT_EQ(facts.farewell->text, k_mask);
             expect_masked(facts);
           });
}

TEST(SmtpMasking, CoversWhatIsAnnouncedInUpperCase) {
  converse(SmtpCase{}, {k_greeting, {"EHLO", "250-x\r\n250 AUTH PLAIN app-password-1\r\n"}, k_accepts},
           [](const auto& facts, const auto&) {
             EXPECT_TRUE(facts.auth.accepted);
             EXPECT_THAT(facts.auth.offered, ElementsAre("PLAIN", "<PASSWORD>"));
             EXPECT_THAT(facts.after_tls, ElementsAre("AUTH PLAIN <PASSWORD>"));
           });
}

TEST(SmtpMasking, CoversBytesAheadOfACommandAndAnEndlessLineOverTwoLines) {
  SmtpCase smtp_case;
  smtp_case.check_sender = "casella@pec.example";
  converse_once(smtp_case,
                {k_greeting, k_hello, {"AUTH PLAIN", "235 ok\r\n250-2.1.0 app-pass\r\n250 2.1.0 word-1\r\n"}},
                [](const auto& facts, const auto&) {
                  EXPECT_EQ(facts.unexpected, "250-2.1.0 <password>\r\n250 2.1.0 <password>\r\n");
                  expect_masked(facts);
                });
  const std::string answer = "535-app-pass\r\n535 word-1" + std::string(10'000, 'x');
  converse_once(SmtpCase{}, {k_greeting, k_hello, {"AUTH PLAIN", answer}}, [](const auto& facts, const auto&) {
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    expect_masked(facts);
  });
}

TEST(SmtpMasking, DoesNotKeepAMechanismFromBeingFound) {
  const SmtpCase smtp_case{TlsMode::implicit, "PLAIN"};
  const auto dialogue = smtp_case.make();
  const Conversation conversation = play(*dialogue, {k_greeting, {"EHLO", "250-x\r\n250 AUTH PLAIN\r\n"}, k_accepts});
  EXPECT_TRUE(dialogue->facts().auth.accepted);
  EXPECT_THAT(conversation.shown, Contains("AUTH PLAIN <password>"));
}

}  // namespace
}  // namespace pecprobe::test
