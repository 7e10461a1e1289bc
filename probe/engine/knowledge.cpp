#include "probe/engine/knowledge.hpp"

#include "probe/engine/password_look.hpp"

namespace pecprobe {

Knowledge knowledge_of(const Account& account, const Secret& password, const CheckOptions& options) {
  Knowledge known{account.two_step, options.password, options.today};
  known.kind = account.kind;
  known.login_sent = account.login.find('@') == std::string::npos ? LoginForm::user_id : LoginForm::full_address;
  if (options.provider != nullptr) {
    known.login_form = options.provider->login_form;
    const bool has_validity = options.provider->app_password_months || options.provider->app_password_days;
    known.app_passwords = has_validity ? AppPasswords::issued : AppPasswords::unknown;
  }
  known.password_looks_mistyped = !password_oddities(password, account, options.provider).empty();
  return known;
}

}  // namespace pecprobe
