// A server that repeats the password finds it masked in everything that is kept.
#include "protocols/base/text.hpp"
#include "tests/unit/imap/account.hpp"

#include <gmock/gmock.h>

#include <string>

namespace pecprobe::test {
namespace {

using namespace std::string_literals;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view k_password = "hunter2 \"pec\\ok";

std::vector<std::string> echoes() {
  const std::string raw(k_password);
  return {raw, R"(hunter2 \"pec\\ok)", base64_encode(raw), base64_encode("\0casella@pec.example\0"s + raw)};
}

/// `pattern` with `echo` for each @.
std::string saying(std::string_view pattern, std::string_view echo) {
  std::string said;
  for (const char c : pattern) {
    said += c == '@' ? echo : std::string_view(&c, 1);
  }
  return said;
}

TEST(ImapSecrecy, AnEchoIsMaskedWhereverItStands) {
  for (const std::string& echo : echoes()) {
    const std::string greeting = saying("* OK [ALERT] hello @\r\n", echo);
    const std::string capabilities = saying("* CAPABILITY SASL-IR AUTH=PLAIN X=@\r\n* NO [ALERT] @\r\na1 OK\r\n", echo);
    const std::string answer = saying("* BYE said @\r\n* CAPABILITY @\r\na2 NO [@ @] you said @\r\n", echo);
    ImapAccount(TlsMode::implicit, k_password)
        .every_split({{"", greeting}, {"CAPABILITY", capabilities}, {"AUTHENTICATE", answer}},
                     [&](const DialogueFacts& facts, const Conversation&) {
                       const auto texts = texts_of(facts);
                       EXPECT_THAT(texts, Each(Not(HasSubstr(echo))));
                       EXPECT_THAT(texts, Each(Not(HasSubstr(ascii_upper(echo)))));
                       EXPECT_THAT(texts, Contains("you said <password>"));
                       EXPECT_THAT(texts, Contains("hello <password>"));
                       EXPECT_THAT(facts.after_tls, Contains("X=<password>"));
                       EXPECT_EQ(facts.farewell->text, "said <password>");
                     });
  }
}

TEST(ImapSecrecy, AnEchoInAForeignGreetingOrAnInjectionIsMasked) {
  const std::string greeting = "220 "s + std::string(k_password) + "\r\n";
  ImapAccount(TlsMode::implicit, k_password)
      .every_split({{"", greeting}}, [](const DialogueFacts& facts, const Conversation&) {
        EXPECT_EQ(facts.unexpected, "220 <password>");
      });
  const std::string injected = "a1 OK\r\n* "s + std::string(k_password);
  ImapAccount(TlsMode::starttls, k_password)
      .once({{"", "* OK [CAPABILITY STARTTLS] x\r\n"}, {"STARTTLS", injected}},
            [](const DialogueFacts& facts, const Conversation&) { EXPECT_EQ(facts.unexpected, "* <password>"); });
}

TEST(ImapSecrecy, ALoginThatHoldsThePasswordIsShownWithoutIt) {
  ImapAccount(TlsMode::implicit, "casella", "casella@pec.example")
      .once({{"", "* OK [CAPABILITY X] x\r\n"}}, [](const DialogueFacts&, const Conversation& conversation) {
        EXPECT_EQ(conversation.shown.front(), "a1 LOGIN \"<password>@pec.example\" <password>");
        EXPECT_EQ(conversation.written.front(), "a1 LOGIN \"casella@pec.example\" \"casella\"\r\n");
      });
}

TEST(ImapSecrecy, HowLongThePasswordIsDoesNotShow) {
  ImapAccount(TlsMode::implicit, std::string(77, '\xE0'))
      .once({{"", "* OK [CAPABILITY X] x\r\n"}, {"LOGIN", "+ \r\n"}},
            [](const DialogueFacts&, const Conversation& conversation) {
              EXPECT_THAT(conversation.shown, Each(Not(HasSubstr("77"))));
              EXPECT_THAT(conversation.written.front(), HasSubstr("{77}"));
            });
}

}  // namespace
}  // namespace pecprobe::test
