#include "probe/engine/knowledge.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

Account account_with(std::string login) {
  Account account;
  account.address = "ditta@pec.example";
  account.login = std::move(login);
  return account;
}

Knowledge known(const Account& account, const Provider* provider = nullptr, const char* password = "app-password-1") {
  CheckOptions options;
  options.provider = provider;
  return knowledge_of(account, Secret{password}, options);
}

TEST(KnowledgeOfAnAccount, HasWhatThePersonSays) {
  using namespace std::chrono_literals;
  Account account = account_with("ditta@pec.example");
  account.two_step = TwoStep::on;
  account.kind = AccountKind::multiuser;
  CheckOptions options;
  options.today = 2026y / 11 / 22;
  options.password.expires = 2026y / 11 / 1;
  const Knowledge knowledge = knowledge_of(account, Secret{"x"}, options);
  EXPECT_EQ(knowledge.two_step, TwoStep::on);
  EXPECT_EQ(knowledge.kind, AccountKind::multiuser);
  EXPECT_EQ(knowledge.today, options.today);
  EXPECT_EQ(knowledge.password.expires, options.password.expires);
}

TEST(KnowledgeOfAnAccount, TellsAnAddressFromAUserId) {
  EXPECT_EQ(known(account_with("ditta@pec.example")).login_sent, LoginForm::full_address);
  EXPECT_EQ(known(account_with("M1234567")).login_sent, LoginForm::user_id);
}

TEST(KnowledgeOfAnAccount, HasWhatTheProvidersRowSays) {
  Provider provider;
  provider.login_form = LoginForm::user_id;
  EXPECT_EQ(known(account_with("M1"), &provider).login_form, LoginForm::user_id);
  EXPECT_EQ(known(account_with("M1"), &provider).app_passwords, AppPasswords::unknown);
  provider.app_password_days = 90;
  EXPECT_EQ(known(account_with("M1"), &provider).app_passwords, AppPasswords::issued);
  EXPECT_EQ(known(account_with("M1")).login_form, LoginForm::unknown);
}

TEST(KnowledgeOfAnAccount, HasOfThePasswordOnlyWhetherItLooksMistyped) {
  EXPECT_FALSE(known(account_with("M1")).password_looks_mistyped);
  EXPECT_TRUE(known(account_with("M1"), nullptr, "app-password-1\xC2\xA0").password_looks_mistyped);
}

}  // namespace
}  // namespace pecprobe
