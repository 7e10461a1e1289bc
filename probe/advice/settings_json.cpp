// The fields to type as JSON, `pecprobe.settings/1`.
#include "probe/advice/settings.hpp"
#include "protocols/base/text.hpp"

#include <nlohmann/json.hpp>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

Json endpoint_json(const MailSettings& settings, Protocol protocol) {
  const Endpoint* endpoint = settings.endpoint_of(protocol);
  if (endpoint == nullptr) {
    return nullptr;
  }
  return {{"host", printable(endpoint->host)}, {"port", endpoint->port}, {"tls", to_string(endpoint->tls)}};
}

Json program_json(const ProgramSettings& program) {
  Json tabs = Json::array();
  for (const SettingsTab& tab : program.tabs) {
    Json fields = Json::array();
    for (const SettingsTab::Field& field : tab.fields) {
      fields.push_back({{"name", field.name}, {"label", field.label}, {"value", printable(field.value)}});
    }
    tabs.push_back({{"direction", to_string(tab.direction)}, {"title", tab.title}, {"fields", std::move(fields)}});
  }
  return {{"id", program.id},
          {"name", program.name},
          {"where", program.where},
          {"tabs", std::move(tabs)},
          {"afterwards", program.afterwards}};
}

}  // namespace

std::string settings_json(const MailSettings& settings, Language language) {
  const Account& account = settings.account;
  const Provider* provider = settings.provider;
  const std::string menu = password_menu(settings);
  Json services = Json::object();
  for (const Protocol protocol : k_protocols) {
    services[std::string(to_string(protocol))] = endpoint_json(settings, protocol);
  }
  Json programs = Json::array();
  for (const ProgramSettings& program : program_settings(settings, language)) {
    programs.push_back(program_json(program));
  }
  const Json out = {{"schema", "pecprobe.settings/1"},
                    {"lang", language.tag()},
                    {"address", printable(account.address)},
                    {"kind", to_string(account.kind)},
                    {"provider", provider == nullptr ? Json(nullptr) : Json(printable(provider->id))},
                    {"certainty", provider == nullptr ? Json(nullptr) : Json(to_string(provider->certainty))},
                    {"login", settings.is_login_to_be_asked ? Json(nullptr) : Json(printable(account.login))},
                    {"password", to_string(settings.password)},
                    {"password_menu", menu.empty() ? Json(nullptr) : Json(printable(menu))},
                    {"services", std::move(services)},
                    {"programs", std::move(programs)}};
  return out.dump(2) + '\n';
}

}  // namespace pecprobe
