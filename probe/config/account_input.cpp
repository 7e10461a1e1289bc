#include "probe/config/account_input.hpp"

#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe {

namespace {

tl::unexpected<InputError> refuse(InputProblem problem, std::string detail = {}) {
  return tl::unexpected(InputError{problem, std::move(detail)});
}

bool is_domain_byte(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_domain(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), is_domain_byte) && !text.starts_with('.') && !text.ends_with('.') &&
         text.find("..") == std::string_view::npos;
}

/// The provider to take hosts from; null when own endpoints make the whole plan.
tl::expected<const Provider*, InputError> chosen_provider(const AccountInput& input, const ProviderTable& table) {
  if (!input.provider.empty()) {
    const Provider* named = table.find_provider(input.provider);
    return named != nullptr ? tl::expected<const Provider*, InputError>(named) : refuse(InputProblem::provider_unknown);
  }
  if (!input.endpoints.empty()) {
    return nullptr;
  }
  if (const Provider* inferred = table.infer_provider(input.address)) {
    return inferred;
  }
  if (const Provider* found = table.provider_of_exchangers(input.mail_exchangers)) {
    return found;
  }
  if (const ClosedService* closed = table.closed_service(input.address)) {
    return refuse(InputProblem::provider_closed, fmt::format("{}, {}", closed->name, closed->since));
  }
  if (const Provider* possible = table.possible_provider(input.address)) {
    return refuse(InputProblem::provider_only_possible, possible->id);
  }
  if (const auto ordinary = table.ordinary_exchanger(input.mail_exchangers)) {
    return refuse(InputProblem::domain_not_pec, *ordinary);
  }
  return refuse(InputProblem::provider_not_inferred);
}

const Endpoint* of_protocol(const std::vector<Endpoint>& endpoints, Protocol protocol) {
  const auto found =
      std::find_if(endpoints.begin(), endpoints.end(), [&](const Endpoint& e) { return e.protocol == protocol; });
  return found == endpoints.end() ? nullptr : &*found;
}

tl::expected<std::vector<Endpoint>, InputError> plan(const AccountInput& input, const Provider* provider) {
  std::vector<Endpoint> endpoints;
  for (const Protocol protocol : k_protocols) {
    const bool is_named = std::find(input.protocols.begin(), input.protocols.end(), protocol) != input.protocols.end();
    if (!is_named && !input.protocols.empty()) {
      continue;
    }
    const Endpoint* own = of_protocol(input.endpoints, protocol);
    const Endpoint* known = own != nullptr || provider == nullptr ? own : of_protocol(provider->endpoints, protocol);
    if (known != nullptr) {
      endpoints.push_back(*known);
    } else if (is_named) {
      return refuse(InputProblem::service_not_known, std::string(to_string(protocol)));
    }
  }
  return endpoints.empty() ? refuse(InputProblem::nothing_to_test)
                           : tl::expected<std::vector<Endpoint>, InputError>(std::move(endpoints));
}

/// With cleartext allowed, every host must be this computer: the password would travel readable.
std::optional<InputError> allow_cleartext(std::vector<Endpoint>& endpoints) {
  for (Endpoint& endpoint : endpoints) {
    if (!is_loopback_name(endpoint.host)) {
      return InputError{InputProblem::cleartext_not_on_loopback, endpoint.host};
    }
    if (endpoint.tls == TlsMode::starttls) {
      endpoint.tls = TlsMode::starttls_if_offered;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<InputProblem> address_problem(std::string_view address) {
  if (has_control_characters(address)) {
    return InputProblem::address_has_control_characters;
  }
  const auto at = address.rfind('@');
  if (at == std::string_view::npos || at + 1 == address.size()) {
    return InputProblem::address_without_domain;
  }
  // What would end the path of MAIL FROM:<…> or stand beside it (RFC 5321 §4.1.2).
  if (at == 0 || address.find_first_of("<> ") != std::string_view::npos || !is_domain(address.substr(at + 1))) {
    return InputProblem::address_malformed;
  }
  return address.size() > k_max_address ? std::optional(InputProblem::address_too_long) : std::nullopt;
}

std::optional<InputProblem> login_problem(std::string_view login) {
  if (login.empty()) {
    return InputProblem::login_empty;
  }
  if (has_control_characters(login)) {
    return InputProblem::login_has_control_characters;
  }
  return login.size() > k_max_credential ? std::optional(InputProblem::login_too_long) : std::nullopt;
}

tl::expected<Account, InputError> make_account(const AccountInput& input, const ProviderTable& table) {
  const std::string& login = input.login.value_or(input.address);
  if (const auto problem = address_problem(input.address)) {
    return refuse(*problem);
  }
  if (const auto problem = login_problem(login)) {
    return refuse(*problem);
  }
  if (input.kind == AccountKind::archive && input.endpoints.empty()) {
    return refuse(InputProblem::archive_server_not_public);
  }
  if (input.kind != AccountKind::mailbox && !input.login) {
    return refuse(InputProblem::login_not_public);
  }
  const auto provider = chosen_provider(input, table);
  if (!provider) {
    return tl::unexpected(provider.error());
  }
  auto endpoints = plan(input, *provider);
  if (!endpoints) {
    return tl::unexpected(endpoints.error());
  }
  if (input.cleartext == Cleartext::on_loopback) {
    if (auto error = allow_cleartext(*endpoints)) {
      return tl::unexpected(std::move(*error));
    }
  }
  return Account{
      input.address,         login,          input.kind,           *provider != nullptr ? (*provider)->id : "",
      std::move(*endpoints), input.two_step, input.password_issued};
}

std::map<std::string, std::string> better_hosts(const Account& account, const ProviderTable& table) {
  std::map<std::string, std::string> found;
  for (const Endpoint& endpoint : account.endpoints) {
    if (const auto wrong = table.wrong_host(endpoint.host); wrong && !wrong->instead.empty()) {
      found[endpoint.host] = wrong->instead;
    }
  }
  return found;
}

}  // namespace pecprobe
