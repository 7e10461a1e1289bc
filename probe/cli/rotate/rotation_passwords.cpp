#include "probe/cli/rotate/rotation_passwords.hpp"

#include "probe/cli/language.hpp"

#include <utility>

namespace pecprobe {

namespace {

using OrEnd = tl::expected<Secret, InterviewEnd>;

constexpr std::string_view k_new_options = "--new-password-";
constexpr std::string_view k_old_options = "--old-password-";

class PasswordReader {
 public:
  PasswordReader(const CheckRequest& request, Prompter* prompter, Language language)
      : m_request(request), m_prompter(prompter), m_language(language) {}

  tl::expected<RotationPasswords, InterviewEnd> read() const {
    if (m_request.verification.expect_refused) {
      return deactivated_one().map([](Secret password) {
        return RotationPasswords{std::move(password), std::nullopt};
      });
    }
    if (m_prompter == nullptr && is_on_standard_input(m_request.password) &&
        is_on_standard_input(m_request.verification.old_password)) {
      return both_lines();
    }
    auto fresh = obtain(m_request.password, k_new_options, Message::ask_new_password, Message::password_new_missing);
    if (!fresh) {
      return tl::unexpected(fresh.error());
    }
    auto old = old_one();
    if (!old) {
      return tl::unexpected(old.error());
    }
    return RotationPasswords{*std::move(fresh), *std::move(old)};
  }

 private:
  static bool is_on_standard_input(const std::optional<SecretSource>& source) {
    return source && source->origin == SecretOrigin::standard_input;
  }

  static tl::expected<RotationPasswords, InterviewEnd> both_lines() {
    const SecretSource source{SecretOrigin::standard_input, {}};
    auto both = read_two_passwords();
    if (!both) {
      return tl::unexpected(InterviewEnd{usage_error(both.error(), &source, k_new_options), both.error().signal});
    }
    return RotationPasswords{std::move(both->first), std::move(both->second)};
  }

  OrEnd deactivated_one() const {
    const bool is_new = m_request.password.has_value();
    return obtain(is_new ? m_request.password : m_request.verification.old_password,
                  is_new ? k_new_options : k_old_options, Message::ask_deactivated_password,
                  Message::password_deactivated_missing);
  }

  tl::expected<std::optional<Secret>, InterviewEnd> old_one() const {
    const std::optional<SecretSource>& source = m_request.verification.old_password;
    const bool is_asked_besides = !source && !m_request.password;
    if (!source && !is_asked_besides) {
      return std::nullopt;
    }
    auto old = obtain(source, k_old_options, Message::ask_old_password, Message::password_new_missing);
    if (old) {
      return std::optional(*std::move(old));
    }
    const bool is_left_out = is_asked_besides && old.error().error.message == Message::password_empty;
    return is_left_out ? tl::expected<std::optional<Secret>, InterviewEnd>(std::nullopt) : tl::unexpected(old.error());
  }

  OrEnd obtain(const std::optional<SecretSource>& source, std::string_view options, Message question,
               Message missing) const {
    const SecretSource* const from = source ? &*source : nullptr;
    const auto end = [&](const SecretError& error) {
      return InterviewEnd{usage_error(error, from, options), error.signal};
    };
    // With a person at standard input it is a question: typed in the open it would stay on the screen.
    if (from != nullptr && (m_prompter == nullptr || from->origin != SecretOrigin::standard_input)) {
      return read_password(*from).map_error(end);
    }
    if (m_prompter == nullptr) {
      return refusal({missing, {}, {}});
    }
    const std::string& login = m_request.account.login.value_or(m_request.account.address);
    return m_prompter->ask_secret(text(question, m_language, login)).map_error(end);
  }

  const CheckRequest& m_request;
  Prompter* m_prompter;
  Language m_language;
};

}  // namespace

tl::expected<RotationPasswords, InterviewEnd> obtain_rotation_passwords(const CheckRequest& request, Prompter* prompter,
                                                                        Language language) {
  auto passwords = PasswordReader(request, prompter, language).read();
  if (passwords && passwords->old && *passwords->old == passwords->password) {
    return refusal({Message::passwords_are_the_same, {}, {}});
  }
  return passwords;
}

}  // namespace pecprobe
