#include "probe/engine/exchanger_inference.hpp"

#include "probe/cli/terminal/interview.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::Return;
using Names = std::vector<std::string>;

class DnsMock : public MailExchangers {
 public:
  MOCK_METHOD((tl::expected<Names, std::string>), look_up, (const std::string& domain), (override));
};

const ProviderTable& table() { return ProviderTable::built_in(); }

AccountInput for_address(std::string address) {
  AccountInput input;
  input.address = std::move(address);
  return input;
}

/// The account of `address` at a domain whose MX records are `names`.
tl::expected<Account, InputError> account_with(const std::string& address, Names names) {
  AccountInput input = for_address(address);
  testing::StrictMock<DnsMock> dns;
  EXPECT_CALL(dns, look_up).WillOnce(Return(std::move(names)));
  learn_exchangers(input, table(), dns);
  return make_account(input, table());
}

TEST(ExchangerInference, NamesTheProviderOfACustomersDomain) {
  EXPECT_EQ(account_with("ditta@azienda.it", {"mx.pec.aruba.it"})->provider, "aruba");
  EXPECT_EQ(account_with("ditta@azienda.it", {"mx.cert.legalmail.it"})->provider, "legalmail");
  EXPECT_EQ(account_with("ditta@azienda.it", {"server.pec-email.com"})->provider, "register");
}

TEST(ExchangerInference, TakesTheLongestNameThatFitsOnWholeLabels) {
  EXPECT_EQ(account_with("ditta@azienda.it", {"mail.example.it", "sendmx.sicurezzapostale.it"})->provider, "namirial");
  EXPECT_EQ(account_with("ditta@azienda.it", {"xpec.aruba.it"}).error().problem, InputProblem::provider_not_inferred);
}

TEST(ExchangerInference, SaysThatOrdinaryMailIsNoPec) {
  EXPECT_EQ(account_with("ditta@azienda.it", {"aspmx.l.google.com"}).error(),
            (InputError{InputProblem::domain_not_pec, "aspmx.l.google.com"}));
  EXPECT_EQ(account_with("ditta@azienda.it", {"mx.aruba.it"}).error().problem, InputProblem::domain_not_pec);
}

TEST(ExchangerInference, AFailureChangesNothing) {
  AccountInput input = for_address("ditta@azienda.it");
  DnsMock dns;
  EXPECT_CALL(dns, look_up).WillOnce(Return(tl::unexpected<std::string>("no answer")));
  learn_exchangers(input, table(), dns);
  EXPECT_EQ(make_account(input, table()).error().problem, InputProblem::provider_not_inferred);
}

TEST(ExchangerInference, AsksNobodyWhereTheProviderIsTold) {
  testing::StrictMock<DnsMock> dns;
  AccountInput named = for_address("ditta@azienda.it");
  named.provider = "aruba";
  AccountInput own = for_address("ditta@azienda.it");
  own.endpoints = {{Protocol::imap, "imap.azienda.it", 993, TlsMode::implicit}};
  for (AccountInput input : {named, own, for_address("ditta@pec.it"), for_address("ditta@pec.example"),
                             for_address("nome@postacertificata.gov.it"), for_address("no domain")}) {
    learn_exchangers(input, table(), dns);
    EXPECT_EQ(input.mail_exchangers, Names{});
  }
}

}  // namespace
}  // namespace pecprobe
