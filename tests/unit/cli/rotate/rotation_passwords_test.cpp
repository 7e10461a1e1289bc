#include "probe/cli/rotate/rotation_passwords.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/unit/cli/terminal/person_mock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using test::TemporaryFolder;
using testing::_;
using testing::ByMove;
using testing::HasSubstr;
using testing::Return;
using testing::StrictMock;

/// What a person types.
tl::expected<Secret, SecretError> typed(std::string_view password) { return Secret{password}; }
tl::expected<Secret, SecretError> nothing_typed() { return tl::unexpected(SecretError{SecretProblem::empty, {}}); }

class RotationPasswordsTest : public testing::Test {
 protected:
  RotationPasswordsTest() { request.account.address = "ditta@pec.example"; }

  SecretSource file(const std::string& name, std::string_view bytes) const {
    return {SecretOrigin::file, folder.file(name, bytes)};
  }
  auto obtain(Prompter* prompter = nullptr) const {
    return obtain_rotation_passwords(request, prompter, Language::english);
  }
  /// Both as a test may see them; "-" for an old one that is not to be tried; the sentence when refused.
  static std::string seen(const tl::expected<RotationPasswords, InterviewEnd>& passwords) {
    return passwords ? std::string(passwords->password.reveal()) + " " +
                           std::string(passwords->old ? passwords->old->reveal() : "-")
                     : text(passwords.error().error.message, Language::english, passwords.error().error.what);
  }

  TemporaryFolder folder;
  CheckRequest request;
  StrictMock<PersonMock> person;
};

TEST_F(RotationPasswordsTest, ComeFromTheirSources) {
  request.password = file("new", "new-one\n");
  request.verification.old_password = file("old", "old-one\n");
  EXPECT_EQ(seen(obtain(&person)), "new-one old-one");
}

TEST_F(RotationPasswordsTest, WithASourceForTheNewOneTheOldOneIsNotAskedFor) {
  request.password = file("new", "new-one\n");
  EXPECT_EQ(seen(obtain(&person)), "new-one -");
}

TEST_F(RotationPasswordsTest, APersonIsAskedForBoth) {
  EXPECT_CALL(person, ask_secret(HasSubstr("New password of ditta@pec.example"))).WillOnce(Return(typed("new-one")));
  EXPECT_CALL(person, ask_secret(HasSubstr("Old password of ditta@pec.example"))).WillOnce(Return(typed("old-one")));
  EXPECT_EQ(seen(obtain(&person)), "new-one old-one");
}

TEST_F(RotationPasswordsTest, AnEmptyAnswerLeavesTheOldOneOut) {
  EXPECT_CALL(person, ask_secret(_)).WillOnce(Return(typed("new-one"))).WillOnce(Return(nothing_typed()));
  EXPECT_EQ(seen(obtain(&person)), "new-one -");
}

TEST_F(RotationPasswordsTest, AnEmptyAnswerIsNoNewPassword) {
  EXPECT_CALL(person, ask_secret(_)).WillOnce(Return(nothing_typed()));
  EXPECT_THAT(seen(obtain(&person)), HasSubstr("the password is empty"));
}

TEST_F(RotationPasswordsTest, WithAPersonAtStandardInputItsOptionsAreQuestions) {
  request.password = SecretSource{SecretOrigin::standard_input, {}};
  request.verification.old_password = SecretSource{SecretOrigin::standard_input, {}};
  EXPECT_CALL(person, ask_secret(HasSubstr("New"))).WillOnce(Return(typed("new-one")));
  EXPECT_CALL(person, ask_secret(HasSubstr("Old"))).WillOnce(Return(nothing_typed()));
  EXPECT_THAT(seen(obtain(&person)), HasSubstr("--old-password-stdin: the password is empty"));
}

TEST_F(RotationPasswordsTest, ThatAreMissingAreAnErrorWithoutAPerson) {
  EXPECT_THAT(seen(obtain()), HasSubstr("the new password is missing"));
  request.verification.expect_refused = true;
  EXPECT_THAT(seen(obtain()), HasSubstr("the deactivated password is missing"));
}

TEST_F(RotationPasswordsTest, AreNotTheSame) {
  request.password = file("new", "the-same\n");
  request.verification.old_password = file("old", "the-same\r\n");
  EXPECT_THAT(seen(obtain()), HasSubstr("the new password and the old one are the same"));
}

TEST_F(RotationPasswordsTest, OneThatCannotBeReadIsNamedByItsOption) {
  request.password = file("new", "new-one\n");
  request.verification.old_password = SecretSource{SecretOrigin::file, folder.path() / "none"};
  EXPECT_THAT(seen(obtain()), HasSubstr("--old-password-file: the file cannot be opened"));
}

TEST_F(RotationPasswordsTest, ADeactivatedPasswordComesFromEitherOption) {
  request.verification.expect_refused = true;
  request.verification.old_password = file("old", "dead-one\n");
  EXPECT_EQ(seen(obtain(&person)), "dead-one -");
  request.password = std::exchange(request.verification.old_password, std::nullopt);
  EXPECT_EQ(seen(obtain(&person)), "dead-one -");
  request.password.reset();
  EXPECT_CALL(person, ask_secret(HasSubstr("Deactivated password of"))).WillOnce(Return(typed("typed-one")));
  EXPECT_EQ(seen(obtain(&person)), "typed-one -");
}

}  // namespace
}  // namespace pecprobe
