// What to type into a mail program for one account: server, port, encryption, user name, which password.
#pragma once

#include "probe/config/provider_table.hpp"
#include "probe/model/account.hpp"
#include "probe/report/report_sink.hpp"

#include <string>
#include <vector>

namespace pecprobe {

/// Which of a person's passwords a mail program needs.
enum class PasswordToType {
  app_password,         // the one for mail programs
  mailbox_password,     // the mailbox's own, as in the webmail
  depends_on_two_step,  // the one for mail programs where two-step verification is on
  not_known,            // nobody says whether the provider has one for mail programs
};
[[nodiscard]] std::string_view to_string(PasswordToType password) noexcept;

struct MailSettings {
  Account account;
  const Provider* provider = nullptr;  // null with own servers only
  PasswordToType password = PasswordToType::not_known;
  bool is_login_to_be_asked = false;  // the provider's user names are not addresses, and none was given

  /// Null where no server is known for it.
  [[nodiscard]] const Endpoint* endpoint_of(Protocol protocol) const noexcept;
};

/// `account` is what a check would use; `provider` outlives the result.
[[nodiscard]] MailSettings mail_settings(Account account, const Provider* provider);

/// The fields in words, for any program, then for ARXivar, Outlook and Thunderbird tab by tab.
[[nodiscard]] std::string settings_text(const MailSettings& settings, Language language);
/// The same as `pecprobe.settings/1`.
[[nodiscard]] std::string settings_json(const MailSettings& settings, Language language);

/// One tab or page of a program, with its fields in order.
struct SettingsTab {
  struct Field {
    std::string name;  // server, port, encryption, method, login, password
    std::string label;
    std::string value;

    bool operator==(const Field&) const = default;
  };
  Direction direction = Direction::receive;
  std::string title;
  std::vector<Field> fields;
};

struct ProgramSettings {
  std::string id;  // arxivar, outlook, thunderbird
  std::string name;
  std::string where;  // the way to the tabs
  std::vector<SettingsTab> tabs;
  std::string afterwards;  // what to do when all is typed
};

/// In the order arxivar, outlook, thunderbird; a direction without a known server has no tab.
[[nodiscard]] std::vector<ProgramSettings> program_settings(const MailSettings& settings, Language language);

/// Which password, in words.
[[nodiscard]] std::string password_sentence(const MailSettings& settings, Language language);
/// Where the password for mail programs is generated; empty where none is needed or nobody says where.
[[nodiscard]] std::string password_menu(const MailSettings& settings);
/// The user name, or what it looks like where it has to be asked for.
[[nodiscard]] std::string login_sentence(const MailSettings& settings, Language language);

}  // namespace pecprobe
