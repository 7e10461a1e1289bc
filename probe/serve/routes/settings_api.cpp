#include "probe/serve/routes/settings_api.hpp"

#include "probe/engine/exchanger_inference.hpp"
#include "probe/report/wording.hpp"
#include "probe/serve/checks/typed_account.hpp"
#include "probe/serve/routes/form_fields.hpp"

#include <nlohmann/json.hpp>

#include <optional>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

template <typename T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::string url_of(const Endpoint& endpoint) {
  return std::string(to_string(endpoint.protocol)) + (endpoint.tls == TlsMode::implicit ? "s" : "") + "://" +
         authority(endpoint);
}

Json service_json(const Provider& provider, const Endpoint& endpoint) {
  return {{"url", url_of(endpoint)},
          {"host", endpoint.host},
          {"port", endpoint.port},
          {"tls", to_string(endpoint.tls)},
          {"certainty", to_string(provider.certainty_of(endpoint.protocol))}};
}

Json provider_json(const Provider& provider) {
  Json services = Json::object();
  for (const Endpoint& endpoint : provider.endpoints) {
    services[std::string(to_string(endpoint.protocol))] = service_json(provider, endpoint);
  }
  return {{"provider", provider.id},
          {"provider_name", provider.name},
          {"certainty", to_string(provider.certainty)},
          {"login", to_string(provider.login_form)},
          {"has_archive", provider.has_archive},
          {"app_password", to_string(provider.app_password)},
          {"app_password_menu", text_or_null(provider.app_password_menu)},
          {"app_password_months", value_or_null(provider.app_password_months)},
          {"app_password_days", value_or_null(provider.app_password_days)},
          {"generated_length", value_or_null(provider.generated_length)},
          {"generated_alphabet", text_or_null(provider.generated_alphabet)},
          {"services", std::move(services)}};
}

/// Asks the name servers where nothing else tells: not for the loop's thread.
std::string settings_json(AccountInput input, const CheckTools& tools, const Wording& wording) {
  if (tools.exchangers == AsksExchangers::yes) {
    learn_exchangers(input, tools.providers, *make_dns_mail_exchangers());
  }
  const bool is_named = !input.provider.empty();
  const auto account = make_account(input, tools.providers);
  const Provider* provider = account || is_named
                                 ? tools.providers.find_provider(account ? account->provider : input.provider)
                                 : tools.providers.infer_provider(input.address);
  Json out = {{"address", input.address}, {"inferred", !is_named && provider != nullptr}};
  out.update(provider != nullptr ? provider_json(*provider)
                                 : Json{{"provider", nullptr}, {"services", Json::object()}});
  out["message"] = account ? Json(nullptr) : Json(complaint_about(account.error(), wording).message);
  return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

void settings_api(const VisitPtr& visit) {
  visit->audience = Audience::program;
  const auto fields = fields_of_query(visit->request.query);
  if (!fields) {
    visit->refuse(page::Refusal::malformed);
    return;
  }
  const page::AccountForm form = form_of(*fields);
  AccountInput input;
  input.address = form.address;
  input.kind = form.kind;
  input.provider = form.provider;
  if (!form.login.empty()) {
    input.login = form.login;
  }
  const bool is_asked = visit->site.look_ups.run([visit, input] {
    std::string json = settings_json(input, visit->site.tools, Wording::of(visit->language));
    visit->site.post([visit, json = std::move(json)] { visit->answer_json(200, json); });
  });
  if (!is_asked) {
    visit->refuse(page::Refusal::too_many_requests, std::chrono::seconds{1});
  }
}

}  // namespace pecprobe
