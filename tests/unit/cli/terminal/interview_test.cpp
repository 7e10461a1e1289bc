#include "probe/cli/terminal/interview.hpp"

#include "tests/unit/cli/terminal/person_mock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>

namespace pecprobe {
namespace {

using testing::HasSubstr;
using testing::Return;
using testing::StrictMock;

const ProviderTable& table() { return ProviderTable::built_in(); }

CheckRequest for_address(std::string address) {
  CheckRequest request;
  request.account.address = std::move(address);
  return request;
}

std::optional<InterviewEnd> complete(CheckRequest& request, Prompter* person) {
  return complete_account(request, person, table(), Language::english);
}

TEST(Interview, ACompleteRequestAsksNothing) {
  StrictMock<PersonMock> person;
  CheckRequest request = for_address("ditta@pec.it");
  EXPECT_EQ(complete(request, &person), std::nullopt);
}

TEST(Interview, TheAddressIsAskedForWhereItIsMissing) {
  StrictMock<PersonMock> person;
  EXPECT_CALL(person, ask(HasSubstr("address"))).WillOnce(Return("ditta@pec.it"));
  CheckRequest request;
  EXPECT_EQ(complete(request, &person), std::nullopt);
  EXPECT_EQ(request.account.address, "ditta@pec.it");
}

TEST(Interview, AnAddressThatIsNoneEndsIt) {
  StrictMock<PersonMock> person;
  EXPECT_CALL(person, ask).WillOnce(Return("ditta"));
  CheckRequest request;
  const auto end = complete(request, &person);
  ASSERT_TRUE(end);
  EXPECT_EQ(end->error.message, Message::address_without_domain);
}

TEST(Interview, TheProviderIsAskedForWhereNothingTellsIt) {
  StrictMock<PersonMock> person;
  EXPECT_CALL(person, ask(HasSubstr("aruba, legalmail"))).WillOnce(Return("aruba"));
  CheckRequest request = for_address("ditta@azienda.example");
  EXPECT_EQ(complete(request, &person), std::nullopt);
  EXPECT_EQ(request.account.provider, "aruba");
}

TEST(Interview, OwnServersNeedNoProvider) {
  StrictMock<PersonMock> person;
  CheckRequest request = for_address("ditta@azienda.example");
  request.account.endpoints = {{Protocol::imap, "imap.azienda.example", 993, TlsMode::implicit}};
  EXPECT_EQ(complete(request, &person), std::nullopt);
}

TEST(Interview, TheUserIdIsAskedForTogetherWithTheAddressOnly) {
  StrictMock<PersonMock> person;
  EXPECT_CALL(person, ask(HasSubstr("address: "))).WillOnce(Return("ditta@legalmail.it"));
  EXPECT_CALL(person, ask(HasSubstr("User name"))).WillOnce(Return("M1234567"));
  CheckRequest asked;
  EXPECT_EQ(complete(asked, &person), std::nullopt);
  EXPECT_EQ(asked.account.login, "M1234567");

  CheckRequest given = for_address("ditta@legalmail.it");
  EXPECT_EQ(complete(given, &person), std::nullopt);
  EXPECT_EQ(given.account.login, std::nullopt);
}

TEST(Interview, WithNobodyToAskAMissingAddressIsAnError) {
  CheckRequest request;
  EXPECT_EQ(complete(request, nullptr), (InterviewEnd{{Message::address_missing, "", ""}, 0}));
}

TEST(Interview, WithNobodyToAskTheProviderIsLeftToTheRulesOfTheAccount) {
  CheckRequest request = for_address("ditta@azienda.example");
  EXPECT_EQ(complete(request, nullptr), std::nullopt);
  EXPECT_EQ(request.account.provider, "");
}

TEST(Interview, ASignalEndsIt) {
  StrictMock<PersonMock> person;
  EXPECT_CALL(person, ask).WillOnce(Return(tl::unexpected(SecretError{SecretProblem::interrupted, "", SIGINT})));
  CheckRequest request;
  const auto end = complete(request, &person);
  ASSERT_TRUE(end);
  EXPECT_EQ(end->signal, SIGINT);
}

TEST(Password, ComesFromTheSourceThatWasNamed) {
  StrictMock<PersonMock> person;
  setenv("PECPROBE_TEST_PASSWORD", "app-password-1", 1);
  CheckRequest request = for_address("ditta@pec.it");
  request.password = SecretSource{SecretOrigin::environment, "PECPROBE_TEST_PASSWORD"};
  const auto password = obtain_password(request, &person, Language::english);
  ASSERT_TRUE(password);
  EXPECT_EQ(password->reveal(), "app-password-1");
}

TEST(Password, ABadSourceIsNamedByItsOption) {
  unsetenv("PECPROBE_TEST_PASSWORD");
  CheckRequest request = for_address("ditta@pec.it");
  request.password = SecretSource{SecretOrigin::environment, "PECPROBE_TEST_PASSWORD"};
  EXPECT_EQ(obtain_password(request, nullptr, Language::english).error(),
            (InterviewEnd{{Message::password_variable_not_set, "--password-env", ""}, 0}));
}

TEST(Password, IsAskedForByTheNameOfTheLogin) {
  StrictMock<PersonMock> person;
  EXPECT_CALL(person, ask_secret(HasSubstr("M1234567"))).WillOnce(Return(Secret{"app-password-1"}));
  CheckRequest request = for_address("ditta@legalmail.it");
  request.account.login = "M1234567";
  EXPECT_EQ(obtain_password(request, &person, Language::english)->reveal(), "app-password-1");
}

TEST(Password, IsAskedForWithoutEchoWhenStandardInputIsThePerson) {
  StrictMock<PersonMock> person;
  EXPECT_CALL(person, ask_secret).WillOnce(Return(Secret{"app-password-1"}));
  CheckRequest request = for_address("ditta@pec.it");
  request.password = SecretSource{SecretOrigin::standard_input, ""};
  EXPECT_EQ(obtain_password(request, &person, Language::english)->reveal(), "app-password-1");
}

TEST(Password, WithNobodyToAskIsMissing) {
  EXPECT_EQ(obtain_password(for_address("ditta@pec.it"), nullptr, Language::english).error(),
            (InterviewEnd{{Message::password_missing, "", ""}, 0}));
}

TEST(Interview, AsksForWhatIsNotPublicOfAnArchive) {
  testing::StrictMock<PersonMock> person;
  CheckRequest request = for_address("ditta@pec.it");
  request.account.kind = AccountKind::archive;
  EXPECT_CALL(person, ask(HasSubstr("archive"))).WillOnce(Return("archivio.example"));
  EXPECT_CALL(person, ask(HasSubstr("User name"))).WillOnce(Return("utente"));
  EXPECT_FALSE(complete(request, &person));
  EXPECT_EQ(request.account.login, "utente");
  EXPECT_EQ(request.account.endpoints,
            (std::vector<Endpoint>{{Protocol::imap, "archivio.example", 993, TlsMode::implicit}}));
}

TEST(Interview, AsksForTheLoginOfADelegatedUserOnlyWhereNoneWasGiven) {
  testing::StrictMock<PersonMock> person;
  CheckRequest request = for_address("ditta@pec.it");
  request.account.kind = AccountKind::multiuser;
  request.account.login = "ditta-rossi";
  EXPECT_FALSE(complete(request, &person));
}

}  // namespace
}  // namespace pecprobe
