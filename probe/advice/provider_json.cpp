// The provider table as JSON, `pecprobe.providers/1`.
#include "probe/advice/provider_text.hpp"
#include "probe/model/iso_date.hpp"
#include "probe/report/dates.hpp"
#include "protocols/base/text.hpp"

#include <nlohmann/json.hpp>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(printable(text)); }

template <typename T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json texts(const std::vector<std::string>& items) {
  Json out = Json::array();
  for (const std::string& item : items) {
    out.push_back(printable(item));
  }
  return out;
}

Json endpoint_json(const Endpoint& endpoint) {
  return {{"host", printable(endpoint.host)}, {"port", endpoint.port}, {"tls", to_string(endpoint.tls)}};
}

Json service_json(const Provider& provider, Protocol protocol) {
  const Endpoint* endpoint = provider.endpoint_of(protocol);
  if (endpoint == nullptr) {
    return nullptr;
  }
  Json out = endpoint_json(*endpoint);
  out["certainty"] = to_string(provider.certainty_of(protocol));
  return out;
}

Json app_password_json(const Provider& provider) {
  return {{"needed", to_string(provider.app_password)},
          {"months", value_or_null(provider.app_password_months)},
          {"days", value_or_null(provider.app_password_days)},
          {"months_in_other_sources", value_or_null(provider.app_password_other_months)},
          {"extension_from_days", value_or_null(provider.extension_from_days)},
          {"menu", text_or_null(provider.app_password_menu)}};
}

Json row_json(const Provider& provider, const ProviderTable& table) {
  Json services = Json::object();
  for (const Protocol protocol : k_protocols) {
    services[std::string(to_string(protocol))] = service_json(provider, protocol);
  }
  Json others = Json::array();
  for (const Endpoint& endpoint : provider.other_endpoints) {
    others.push_back(endpoint_json(endpoint));
    others.back()["protocol"] = to_string(endpoint.protocol);
  }
  Json refusals = Json::array();
  for (const KnownRefusal& refusal : provider.refusals) {
    refusals.push_back(
        {{"text", printable(refusal.text)}, {"code", to_string(refusal.means)}, {"source", printable(refusal.source)}});
  }
  return {{"id", printable(provider.id)},
          {"name", printable(provider.name)},
          {"company", text_or_null(provider.company)},
          {"certainty", to_string(provider.certainty)},
          {"checked", provider.checked ? Json(iso_date(*provider.checked)) : Json(nullptr)},
          {"services", std::move(services)},
          {"other_servers", std::move(others)},
          {"login", to_string(provider.login_form)},
          {"app_password", app_password_json(provider)},
          {"portal", text_or_null(provider.portal)},
          {"protocols_menu", text_or_null(provider.protocols_menu)},
          {"multiuser_menu", text_or_null(provider.multiuser_menu)},
          {"sending_per_minute", provider.sending_per_minute ? Json(*provider.sending_per_minute) : Json(nullptr)},
          {"has_archive", provider.has_archive},
          {"domains", texts(provider.domains)},
          {"possible_domains", texts(provider.possible_domains)},
          {"mail_exchangers", texts(provider.mail_exchangers)},
          {"spf_includes", texts(provider.spf_includes)},
          {"wrong_hosts", texts(table.wrong_hosts_of(provider))},
          {"refusals", std::move(refusals)},
          {"sources", texts(provider.sources)}};
}

std::string document(Json rows) {
  return Json{{"schema", "pecprobe.providers/1"}, {"providers", std::move(rows)}}.dump(2) + '\n';
}

}  // namespace

std::string provider_list_json(const ProviderTable& table) {
  Json rows = Json::array();
  for (const Provider& provider : table.providers()) {
    rows.push_back(row_json(provider, table));
  }
  return document(std::move(rows));
}

std::string provider_json(const Provider& provider, const ProviderTable& table) {
  return document(Json::array({row_json(provider, table)}));
}

}  // namespace pecprobe
