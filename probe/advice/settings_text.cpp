// The fields to type, for a person.
#include "probe/advice/settings.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/layout.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

namespace pecprobe {

namespace {

constexpr std::size_t k_setting_name = 16;

std::string field(std::string_view margin, const std::string& label, std::string_view value) {
  return wrapped(std::string(margin) + padded(label, k_setting_name), printable(value));
}

std::string server_lines(const MailSettings& settings, const Wording& wording) {
  std::string out;
  for (const Protocol protocol : k_protocols) {
    const Endpoint* endpoint = settings.endpoint_of(protocol);
    const std::string mode =
        endpoint == nullptr ? "" : wording.text(fmt::format("settings_encryption.{}", to_string(endpoint->tls)));
    const std::string server = endpoint == nullptr
                                   ? wording.text("settings.server_not_known")
                                   : wording.text("settings.server", fmt::arg("host", endpoint->host),
                                                  fmt::arg("port", endpoint->port), fmt::arg("encryption", mode));
    out += field("  ", service_name(protocol), server);
  }
  return out;
}

/// What one should know about how well this is founded.
std::string remarks(const MailSettings& settings, const Wording& wording) {
  std::string out;
  const Provider* provider = settings.provider;
  if (provider != nullptr && !is_well_founded(provider->certainty)) {
    const std::string certainty = wording.text(fmt::format("source_certainty.{}", to_string(provider->certainty)));
    out += wrapped("", wording.text("settings.uncertain", fmt::arg("provider", printable(provider->name)),
                                    fmt::arg("certainty", certainty), fmt::arg("id", printable(provider->id))));
  }
  if (provider == nullptr) {
    out += wrapped("", wording.text("settings.own_servers"));
  }
  return out.empty() ? out : '\n' + out;
}

std::string program_text(const ProgramSettings& program) {
  std::string out = '\n' + program.name + '\n' + wrapped("  ", program.where);
  for (const SettingsTab& tab : program.tabs) {
    out += "  " + tab.title + '\n';
    for (const SettingsTab::Field& entry : tab.fields) {
      out += field("    ", entry.label, entry.value);
    }
  }
  return out + wrapped("  ", program.afterwards);
}

}  // namespace

std::string settings_text(const MailSettings& settings, Language language) {
  const Wording& wording = Wording::of(language);
  const Account& account = settings.account;
  const std::string provider = settings.provider == nullptr ? "" : fmt::format("  ({})", settings.provider->name);
  std::string out = printable(account.address + provider) + '\n' + server_lines(settings, wording);
  out += field("  ", wording.text("settings_field.login"), login_sentence(settings, language));
  const std::string password = password_sentence(settings, language);
  const std::string menu = password_menu(settings);
  out += field(
      "  ", wording.text("settings_field.password"),
      menu.empty() ? password : wording.text("settings.with_menu", fmt::arg("text", password), fmt::arg("menu", menu)));
  out += remarks(settings, wording);
  for (const ProgramSettings& program : program_settings(settings, language)) {
    out += program_text(program);
  }
  return out;
}

}  // namespace pecprobe
