#include "probe/config/account_input.hpp"

#include "protocols/wire/limits.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

const Endpoint k_own_imap{Protocol::imap, "imap.pec.example", 993, TlsMode::implicit};
const Endpoint k_own_smtp{Protocol::smtp, "smtp.pec.example", 587, TlsMode::starttls};

AccountInput of(std::string address) {
  AccountInput input;
  input.address = std::move(address);
  return input;
}

AccountInput with_own_imap(std::string address = "ditta@pec.example") {
  AccountInput input = of(std::move(address));
  input.endpoints = {k_own_imap};
  return input;
}

tl::expected<Account, InputError> made(const AccountInput& input) {
  return make_account(input, ProviderTable::built_in());
}

std::vector<Protocol> protocols_of(const Account& account) {
  std::vector<Protocol> protocols;
  for (const Endpoint& endpoint : account.endpoints) {
    protocols.push_back(endpoint.protocol);
  }
  return protocols;
}

InputError error_of(const AccountInput& input) {
  const auto account = made(input);
  return account ? InputError{InputProblem::nothing_to_test, "was accepted"} : account.error();
}

TEST(AccountInput, AKnownDomainGivesThePlanOfItsProvider) {
  const auto account = made(of("ditta@pec.it"));
  ASSERT_TRUE(account);
  EXPECT_EQ(account->provider, "aruba");
  EXPECT_EQ(account->login, "ditta@pec.it");
  EXPECT_EQ(protocols_of(*account), (std::vector{Protocol::imap, Protocol::pop3, Protocol::smtp}));
}

TEST(AccountInput, WithoutAProviderThePlanIsTheServicesNamedInTheFixedOrder) {
  AccountInput input = of("ditta@pec.it");
  input.endpoints = {k_own_smtp, k_own_imap};
  const auto account = made(input);
  ASSERT_TRUE(account);
  EXPECT_EQ(account->provider, "");
  EXPECT_EQ(account->endpoints, (std::vector{k_own_imap, k_own_smtp}));
}

TEST(AccountInput, WithAProviderAnOwnUrlReplacesThatService) {
  AccountInput input = of("ditta@pec.example");
  input.provider = "aruba";
  input.endpoints = {k_own_smtp};
  const auto account = made(input);
  ASSERT_TRUE(account);
  ASSERT_EQ(account->endpoints.size(), 3U);
  EXPECT_EQ(account->endpoints[0].host, "imaps.pec.aruba.it");
  EXPECT_EQ(account->endpoints[2], k_own_smtp);
}

TEST(AccountInput, OnlyTheProtocolsAskedForAreKept) {
  AccountInput input = of("ditta@pec.it");
  input.protocols = {Protocol::smtp, Protocol::imap};
  EXPECT_EQ(protocols_of(*made(input)), (std::vector{Protocol::imap, Protocol::smtp}));
}

TEST(AccountInput, AProtocolThatIsAskedForAndNotKnownIsRefused) {
  AccountInput input = of("ditta@pec.net");
  input.protocols = {Protocol::pop3};
  EXPECT_EQ(error_of(input), (InputError{InputProblem::service_not_known, "pop3"}));
}

TEST(AccountInput, AnUnknownDomainWithoutServicesIsRefused) {
  EXPECT_EQ(error_of(of("ditta@pec.example")).problem, InputProblem::provider_not_inferred);
  EXPECT_EQ(error_of(of("ditta@pec.cloud")), (InputError{InputProblem::provider_only_possible, "aruba"}));
  EXPECT_EQ(error_of(of("nome@postacertificata.gov.it")),
            (InputError{InputProblem::provider_closed, "PostaCertificat@ (CEC-PAC), 2015"}));
}

TEST(AccountInput, AnUnknownProviderIdIsRefused) {
  AccountInput input = of("ditta@pec.it");
  input.provider = "arubba";
  EXPECT_EQ(error_of(input).problem, InputProblem::provider_unknown);
}

TEST(AccountInput, AnAddressNeedsADomain) {
  for (const char* address : {"", "ditta", "ditta@", "@"}) {
    EXPECT_EQ(error_of(with_own_imap(address)).problem, InputProblem::address_without_domain) << address;
  }
}

TEST(AccountInput, AnAddressThatWouldBreakACommandIsRefused) {
  for (const char* address : {"@pec.example", "a b@pec.example", "a@pec.example> SIZE=1", "<a@pec.example>",
                              "a@pec example", "a@.pec.example", "a@pec..example", "a@pec.example."}) {
    EXPECT_EQ(error_of(with_own_imap(address)).problem, InputProblem::address_malformed) << address;
  }
  EXPECT_EQ(error_of(with_own_imap(std::string(300, 'a') + "@pec.example")).problem, InputProblem::address_too_long);
}

TEST(AccountInput, ControlCharactersAreRefusedInAddressAndLogin) {
  for (const char* part : {"\r\n", "\n", "\r", "\t", "\x7f", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
    AccountInput input = with_own_imap(std::string("dit") + part + "ta@pec.example");
    EXPECT_EQ(error_of(input).problem, InputProblem::address_has_control_characters);
    input = with_own_imap();
    input.login = std::string("M1") + part + "a1 LOGOUT";
    EXPECT_EQ(error_of(input).problem, InputProblem::login_has_control_characters);
  }
  AccountInput input = with_own_imap();
  input.login = std::string("M1\0x", 4);
  EXPECT_EQ(error_of(input).problem, InputProblem::login_has_control_characters);
}

TEST(AccountInput, AnyOtherTextIsALogin) {
  for (const char* login : {" blanks at both ends ", "\"quoted\\\"", "%d%a{5}*", "perch\xC3\xA9", "--help", "a@b@c"}) {
    AccountInput input = with_own_imap();
    input.login = login;
    const auto account = made(input);
    ASSERT_TRUE(account) << login;
    EXPECT_EQ(account->login, login);
  }
}

TEST(AccountInput, AnEmptyOrOverlongLoginIsRefused) {
  AccountInput input = with_own_imap();
  input.login = "";
  EXPECT_EQ(error_of(input).problem, InputProblem::login_empty);
  input.login = std::string(k_max_credential + 1, 'x');
  EXPECT_EQ(error_of(input).problem, InputProblem::login_too_long);
}

TEST(AccountInput, CleartextIsForThisComputerOnly) {
  AccountInput input = with_own_imap();
  input.cleartext = Cleartext::on_loopback;
  EXPECT_EQ(error_of(input), (InputError{InputProblem::cleartext_not_on_loopback, "imap.pec.example"}));
}

TEST(AccountInput, OnLoopbackCleartextChangesStarttlsAndLeavesImplicitTls) {
  AccountInput input = of("ditta@pec.example");
  input.endpoints = {{Protocol::imap, "127.0.0.1", 143, TlsMode::starttls},
                     {Protocol::pop3, "localhost", 995, TlsMode::implicit}};
  input.cleartext = Cleartext::on_loopback;
  const auto account = made(input);
  ASSERT_TRUE(account);
  EXPECT_EQ(account->endpoints[0].tls, TlsMode::starttls_if_offered);
  EXPECT_EQ(account->endpoints[1].tls, TlsMode::implicit);
}

TEST(MakeAccount, AnArchiveNeedsItsOwnServerAndLoginSinceNobodyPublishesThem) {
  AccountInput input;
  input.address = "ditta@pec.it";
  input.kind = AccountKind::archive;
  input.login = "archivio";
  EXPECT_EQ(make_account(input, ProviderTable::built_in()).error().problem, InputProblem::archive_server_not_public);
  input.endpoints = {{Protocol::imap, "archivio.example", 993, TlsMode::implicit}};
  EXPECT_TRUE(make_account(input, ProviderTable::built_in()));
  input.login.reset();
  EXPECT_EQ(make_account(input, ProviderTable::built_in()).error().problem, InputProblem::login_not_public);
}

TEST(MakeAccount, ADelegatedUserNeedsALoginAndHasTheProvidersServers) {
  AccountInput input;
  input.address = "ditta@pec.it";
  input.kind = AccountKind::multiuser;
  EXPECT_EQ(make_account(input, ProviderTable::built_in()).error().problem, InputProblem::login_not_public);
  input.login = "ditta-rossi";
  EXPECT_EQ(make_account(input, ProviderTable::built_in())->endpoints.front().host, "imaps.pec.aruba.it");
}

}  // namespace
}  // namespace pecprobe
