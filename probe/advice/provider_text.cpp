#include "probe/advice/provider_text.hpp"

#include "probe/model/iso_date.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/layout.hpp"
#include "probe/report/provider_phrases.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace pecprobe {

namespace {

constexpr std::size_t k_provider_label = 22;

/// `  Label               value`, wrapped below the value; nothing where there is no value.
std::string fact(const std::string& label, std::string_view value) {
  return value.empty() ? std::string{} : wrapped("  " + padded(label, k_provider_label), printable(value));
}

std::string certainty_text(SourceCertainty certainty, const Wording& wording) {
  return wording.text(fmt::format("source_certainty.{}", to_string(certainty)));
}

/// `imaps.example:993, TLS`, with its certainty where that differs from the row's.
std::string service_text(const Provider& provider, Protocol protocol, const Wording& wording) {
  const Endpoint* endpoint = provider.endpoint_of(protocol);
  if (endpoint == nullptr) {
    return wording.text("providers.not_known");
  }
  const std::string mode = wording.text(fmt::format("tls_mode.{}", to_string(endpoint->tls)));
  const std::string server = fmt::format("{}, {}", authority(*endpoint), mode);
  const SourceCertainty certainty = provider.certainty_of(protocol);
  return certainty == provider.certainty ? server
                                         : wording.text("providers.weaker", fmt::arg("server", server),
                                                        fmt::arg("certainty", certainty_text(certainty, wording)));
}

std::string services_text(const Provider& provider, const Wording& wording) {
  std::string out;
  for (const Protocol protocol : k_protocols) {
    out += fact(service_name(protocol), service_text(provider, protocol, wording));
  }
  std::vector<std::string> others;
  for (const Endpoint& endpoint : provider.other_endpoints) {
    others.push_back(fmt::format("{} {}", service_name(endpoint.protocol), authority(endpoint)));
  }
  return out + fact(wording.text("providers.other_servers"), fmt::format("{}", fmt::join(others, ", ")));
}

std::string password_text(const Provider& provider, Language language) {
  const Wording& wording = Wording::of(language);
  std::string out = fact(wording.text("providers.app_password"),
                         wording.text(fmt::format("app_password.{}", to_string(provider.app_password))));
  std::string validity = validity_text(provider, language);
  if (provider.app_password_other_months) {
    const auto months = static_cast<std::uint64_t>(*provider.app_password_other_months);
    validity = wording.text("providers.conflict", fmt::arg("validity", validity),
                            fmt::arg("other", wording.count("count.months", months)));
  }
  out += fact(wording.text("providers.validity"), validity);
  if (provider.extension_from_days) {
    const auto days = static_cast<std::uint64_t>(*provider.extension_from_days);
    out += fact(wording.text("providers.extension"),
                wording.text("providers.extension_from", fmt::arg("days", wording.count("count.days", days))));
  }
  return out + fact(wording.text("providers.app_password_menu"), provider.app_password_menu);
}

std::string list_of(const std::string& heading, const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) {
    out += wrapped("  - ", printable(item));
  }
  return out.empty() ? out : '\n' + heading + '\n' + out;
}

std::string refusals_text(const Provider& provider, const Wording& wording) {
  std::vector<std::string> lines;
  for (const KnownRefusal& refusal : provider.refusals) {
    lines.push_back(fmt::format("\"{}\": {} ({})", refusal.text,
                                wording.text(fmt::format("code.{}.title", to_string(refusal.means))), refusal.source));
  }
  return list_of(wording.text("providers.refusals"), lines);
}

}  // namespace

std::string validity_text(const Provider& provider, Language language) {
  return app_password_period(provider, Wording::of(language));
}

std::string provider_list_text(const ProviderTable& table, Language language) {
  const Wording& wording = Wording::of(language);
  std::size_t id_width = 0;
  std::size_t certainty_width = 0;
  for (const Provider& provider : table.providers()) {
    id_width = std::max(id_width, display_width(printable(provider.id)));
    certainty_width = std::max(certainty_width, display_width(certainty_text(provider.certainty, wording)));
  }
  std::string out;
  for (const Provider& provider : table.providers()) {
    std::string services;
    for (const Protocol protocol : k_protocols) {
      services += padded(provider.endpoint_of(protocol) == nullptr ? "-" : service_name(protocol), 5);
    }
    out += fmt::format("{}  {} {}  {}\n", padded(printable(provider.id), id_width), services,
                       padded(certainty_text(provider.certainty, wording), certainty_width), printable(provider.name));
  }
  return out + '\n' + wrapped("", wording.text("providers.more"));
}

std::string provider_text(const Provider& provider, const ProviderTable& table, Language language) {
  const Wording& wording = Wording::of(language);
  const std::vector<std::string> wrong_hosts = table.wrong_hosts_of(provider);
  const auto joined = [](const std::vector<std::string>& items) { return fmt::format("{}", fmt::join(items, ", ")); };
  std::string out = fmt::format("{} ({})\n", printable(provider.name), printable(provider.id));
  out += fact(wording.text("providers.company"), provider.company);
  out += fact(wording.text("providers.certainty"), certainty_text(provider.certainty, wording));
  out += fact(wording.text("providers.checked"), provider.checked ? iso_date(*provider.checked) : "");
  out += services_text(provider, wording);
  out +=
      fact(wording.text("providers.login"), wording.text(fmt::format("login_form.{}", to_string(provider.login_form))));
  out += password_text(provider, language);
  out += fact(wording.text("providers.portal"), provider.portal);
  out += fact(wording.text("providers.protocols_menu"), provider.protocols_menu);
  out += fact(wording.text("providers.multiuser_menu"), provider.multiuser_menu);
  if (provider.sending_per_minute) {
    out += fact(wording.text("providers.sending"),
                wording.text("providers.sending_per_minute", fmt::arg("count", *provider.sending_per_minute)));
  }
  out += fact(wording.text("providers.archive"), provider.has_archive ? wording.text("providers.archive_exists") : "");
  out += fact(wording.text("providers.domains"), joined(provider.domains));
  out += fact(wording.text("providers.possible_domains"), joined(provider.possible_domains));
  out += fact("MX", joined(provider.mail_exchangers));
  out += fact("SPF", joined(provider.spf_includes));
  out += fact(wording.text("providers.wrong_hosts"), joined(wrong_hosts));
  return out + refusals_text(provider, wording) + list_of(wording.text("providers.sources"), provider.sources);
}

}  // namespace pecprobe
