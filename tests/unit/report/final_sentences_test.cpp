#include "probe/report/final_sentences.hpp"

#include "tests/support/sample_results.hpp"

#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

ShownAccount in_english(const AccountResult& result) {
  return shown(result, Wording::of(Language::english), sample_day());
}

/// IMAP, POP3 and SMTP ended in these codes, in this order.
AccountResult account_of(const std::vector<Code>& codes) {
  AccountResult result;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    ServiceResult service = passed_service(k_protocols.at(i));
    service.diagnosis.code = codes[i];
    result.services.push_back(service);
  }
  return result;
}

std::string receiving(const std::vector<Code>& codes) {
  return final_sentence(in_english(account_of(codes)), Direction::receive, Wording::of(Language::english));
}

std::string sending(const std::vector<Code>& codes) {
  return final_sentence(in_english(account_of(codes)), Direction::send, Wording::of(Language::english));
}

TEST(FinalSentence, names_the_services_that_receive) {
  EXPECT_EQ(receiving({Code::ok, Code::ok, Code::ok}), "Receiving: works (IMAP and POP3).");
}

TEST(FinalSentence, says_that_receiving_works_with_one_service_of_two) {
  EXPECT_EQ(receiving({Code::ok, Code::auth_protocol_disabled}), "Receiving: works with IMAP; no success with POP3.");
}

TEST(FinalSentence, takes_the_worst_outcome_when_nothing_passed) {
  EXPECT_EQ(receiving({Code::auth_temporary, Code::auth_rejected}), "Receiving: does NOT work (IMAP and POP3).");
  EXPECT_EQ(receiving({Code::auth_temporary, Code::cancelled}),
            "Receiving: not possible just now (IMAP and POP3); the cause may pass by itself.");
  EXPECT_EQ(receiving({Code::cancelled}), "Receiving: not verified (IMAP).");
}

TEST(FinalSentence, keeps_sending_apart_from_receiving) {
  EXPECT_EQ(sending({Code::auth_rejected, Code::auth_rejected, Code::ok}), "Sending: works (SMTP).");
  EXPECT_EQ(sending({Code::ok, Code::ok, Code::skipped_lockout_guard}),
            "Sending: not tried (SMTP), so as not to risk locking the mailbox.");
}

TEST(FinalSentence, says_that_a_direction_outside_the_plan_was_not_tested) {
  EXPECT_EQ(sending({Code::ok}), "Sending: not part of this test.");
}

TEST(FinalSentence, tells_the_addresses_of_one_service_apart) {
  AccountResult account = account_of({Code::ok});
  account.services.push_back(account.services.front());
  account.services.back().facts.connect.address = "192.0.2.11";
  account.services.back().diagnosis.code = Code::auth_temporary;
  EXPECT_EQ(final_sentence(in_english(account), Direction::receive, Wording::of(Language::english)),
            "Receiving: works with IMAP 192.0.2.10; no success with IMAP 192.0.2.11.");
}

TEST(FinalSentence, speaks_italian) {
  const AccountResult account = account_of({Code::ok, Code::auth_rejected, Code::auth_rejected});
  const Wording& italian = Wording::of(Language::italian);
  EXPECT_EQ(final_sentence(in_english(account), Direction::receive, italian),
            "Ricezione: funziona con IMAP; senza esito positivo POP3.");
  EXPECT_EQ(final_sentence(in_english(account), Direction::send, italian), "Invio: NON funziona (SMTP).");
}

TEST(VerdictSentence, gives_the_verdict_and_one_word_per_service) {
  EXPECT_EQ(verdict_sentence(in_english(account_of({Code::auth_rejected, Code::ok, Code::dns_failure})),
                             Wording::of(Language::italian)),
            "Esito: NON RIUSCITO (IMAP no, POP3 ok, SMTP per ora no)");
}

}  // namespace
}  // namespace pecprobe::test
