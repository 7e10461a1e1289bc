#include "probe/advice/settings.hpp"

#include "probe/report/diagnosis_text.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pecprobe {

namespace {

PasswordToType password_to_type(const Account& account, const Provider* provider) {
  switch (provider == nullptr ? AppPasswordUse::unknown : provider->app_password) {
    case AppPasswordUse::always: return PasswordToType::app_password;
    case AppPasswordUse::unknown: return PasswordToType::not_known;
    case AppPasswordUse::with_two_step: break;
  }
  switch (account.two_step) {
    case TwoStep::on: return PasswordToType::app_password;
    case TwoStep::off: return PasswordToType::mailbox_password;
    case TwoStep::unknown: break;
  }
  return PasswordToType::depends_on_two_step;
}

/// IMAP where it is known: it leaves the messages where they are.
const Endpoint* receiving_endpoint(const MailSettings& settings) {
  const Endpoint* imap = settings.endpoint_of(Protocol::imap);
  return imap != nullptr ? imap : settings.endpoint_of(Protocol::pop3);
}

SettingsTab tab_of(const std::string& program, Direction direction, const Endpoint& endpoint,
                   const MailSettings& settings, Language language) {
  const Wording& wording = Wording::of(language);
  SettingsTab tab{direction, wording.text(fmt::format("settings_program.{}.{}", program, to_string(direction))), {}};
  const auto add = [&](std::string_view name, std::string value) {
    tab.fields.push_back({std::string(name), wording.text(fmt::format("settings_field.{}", name)), std::move(value)});
  };
  add("protocol", std::string(service_name(endpoint.protocol)));
  add("server", endpoint.host);
  add("port", std::to_string(endpoint.port));
  add("encryption", wording.text(fmt::format("settings_encryption.{}", to_string(endpoint.tls))));
  if (direction == Direction::send) {
    add("authentication", wording.text("settings.authentication"));
  }
  add("login", login_sentence(settings, language));
  add("password", password_sentence(settings, language));
  return tab;
}

}  // namespace

std::string_view to_string(PasswordToType password) noexcept {
  switch (password) {
    case PasswordToType::app_password: return "app_password";
    case PasswordToType::mailbox_password: return "mailbox_password";
    case PasswordToType::depends_on_two_step: return "depends_on_two_step";
    case PasswordToType::not_known: return "not_known";
  }
  return "";
}

const Endpoint* MailSettings::endpoint_of(Protocol protocol) const noexcept {
  const auto found = std::find_if(account.endpoints.begin(), account.endpoints.end(),
                                  [&](const Endpoint& endpoint) { return endpoint.protocol == protocol; });
  return found == account.endpoints.end() ? nullptr : &*found;
}

MailSettings mail_settings(Account account, const Provider* provider) {
  MailSettings settings;
  settings.provider = provider;
  settings.password = password_to_type(account, provider);
  settings.is_login_to_be_asked =
      provider != nullptr && provider->login_form != LoginForm::full_address && account.login == account.address;
  settings.account = std::move(account);
  return settings;
}

std::string login_sentence(const MailSettings& settings, Language language) {
  if (!settings.is_login_to_be_asked) {
    return settings.account.login;
  }
  const bool is_user_id = settings.provider->login_form == LoginForm::user_id;
  return Wording::of(language).text(is_user_id ? "settings.login_user_id" : "settings.login_unknown",
                                    fmt::arg("address", settings.account.address));
}

std::string password_sentence(const MailSettings& settings, Language language) {
  return Wording::of(language).text(fmt::format("settings_password.{}", to_string(settings.password)));
}

std::string password_menu(const MailSettings& settings) {
  const bool is_app_password_possible =
      settings.password == PasswordToType::app_password || settings.password == PasswordToType::depends_on_two_step;
  return is_app_password_possible ? settings.provider->app_password_menu : std::string{};
}

std::vector<ProgramSettings> program_settings(const MailSettings& settings, Language language) {
  const Wording& wording = Wording::of(language);
  constexpr std::array k_programs = {std::pair{"arxivar", "ARXivar"}, std::pair{"outlook", "Outlook"},
                                     std::pair{"thunderbird", "Thunderbird"}};
  const Endpoint* receiving = receiving_endpoint(settings);
  const Endpoint* sending = settings.endpoint_of(Protocol::smtp);
  std::vector<ProgramSettings> programs;
  for (const auto& [id, name] : k_programs) {
    ProgramSettings program{id,
                            name,
                            wording.text(fmt::format("settings_program.{}.where", id)),
                            {},
                            wording.text(fmt::format("settings_program.{}.afterwards", id))};
    if (receiving != nullptr) {
      program.tabs.push_back(tab_of(id, Direction::receive, *receiving, settings, language));
    }
    if (sending != nullptr) {
      program.tabs.push_back(tab_of(id, Direction::send, *sending, settings, language));
    }
    programs.push_back(std::move(program));
  }
  return programs;
}

}  // namespace pecprobe
