#include "protocols/smtp/commands.hpp"

#include "tests/unit/smtp/smtp_talk.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace pecprobe::smtp {
namespace {

using namespace std::string_view_literals;

TEST(SmtpCommands, PutTheAddressIntoAPath) {
  EXPECT_EQ(mail_command("a@pec.example", AddressForm::ascii).bytes.reveal(), "MAIL FROM:<a@pec.example>\r\n");
  EXPECT_EQ(mail_command("è@pec.example", AddressForm::utf8).bytes.reveal(), "MAIL FROM:<è@pec.example> SMTPUTF8\r\n");
  EXPECT_EQ(rcpt_command("b@pec.example").bytes.reveal(), "RCPT TO:<b@pec.example>\r\n");
  EXPECT_EQ(rcpt_command("b@pec.example").shown, "RCPT TO:<b@pec.example>");
}

TEST(SmtpCommands, RefuseWhatWouldEndAPath) {
  EXPECT_TRUE(fits_a_path("a+b'c@pec.example"));
  EXPECT_TRUE(fits_a_path("è@pec.example"));
  for (const std::string_view address : {"a>b@pec.example"sv, "a<b@pec.example"sv, "a\r\nDATA"sv, "a\nb"sv, "a\0b"sv}) {
    EXPECT_FALSE(fits_a_path(address)) << address;
  }
}

TEST(SmtpCommands, RefuseAClientNameThatIsNotOneWord) {
  EXPECT_TRUE(is_one_word("[IPv6:::1]"));
  for (const std::string_view name : {"", "a b", "a\r\nQUIT", "a\tb"}) {
    EXPECT_FALSE(is_one_word(name)) << name;
  }
}

TEST(SmtpDialogue, IsNotMadeFromAnAddressThatWouldEndItsPath) {
  test::SmtpCase sender;
  sender.check_sender = "a@pec.example> SIZE=1";
  EXPECT_THROW(static_cast<void>(sender.make()), std::invalid_argument);

  test::SmtpCase recipient;
  recipient.check_sender = "a@pec.example";
  recipient.check_recipient = "b@pec.example>\r\nDATA";
  EXPECT_THROW(static_cast<void>(recipient.make()), std::invalid_argument);
}

}  // namespace
}  // namespace pecprobe::smtp
