#include "probe/cli/accounts/check_rules.hpp"

#include "probe/model/rome_day.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

bool has_smtp(const Account& account) {
  return std::any_of(account.endpoints.begin(), account.endpoints.end(),
                     [](const Endpoint& endpoint) { return endpoint.protocol == Protocol::smtp; });
}

bool leads_away(const ResolveOverride& override_of) {
  return std::any_of(override_of.addresses.begin(), override_of.addresses.end(),
                     [](const std::string& address) { return !is_loopback_name(address); });
}

}  // namespace

std::optional<UsageError> cleartext_contradiction(const CheckRequest& request) {
  const auto& overrides = request.network.resolve;
  if (request.account.cleartext != Cleartext::on_loopback) {
    return std::nullopt;
  }
  if (!request.network.proxy.empty()) {
    return UsageError{Message::cleartext_with_proxy, {}, {}};
  }
  return std::any_of(overrides.begin(), overrides.end(), leads_away)
             ? std::optional(UsageError{Message::cleartext_with_resolve, {}, {}})
             : std::nullopt;
}

std::optional<UsageError> contradiction(const CheckRequest& request, const Account& account,
                                        std::chrono::sys_days today) {
  if (account.password_issued && *account.password_issued > today) {
    return UsageError{Message::issued_after_today, {}, {}};
  }
  if ((request.check_sender || request.check_recipient) && !has_smtp(account)) {
    return UsageError{
        Message::sender_check_without_smtp, request.check_sender ? "--check-sender" : "--check-recipient", {}};
  }
  return cleartext_contradiction(request);
}

std::vector<UsageError> notes(const AccountInput& input, const Account& account, const ProviderTable& table) {
  std::vector<UsageError> found;
  for (const Endpoint& endpoint : input.endpoints) {
    if (const auto wrong = table.wrong_host(endpoint.host)) {
      found.push_back({wrong->instead.empty() ? Message::note_wrong_host_without_right_one : Message::note_wrong_host,
                       endpoint.host, wrong->instead});
    }
  }
  const Provider* provider = table.find_provider(account.provider);
  if (provider != nullptr && provider == table.provider_of_exchangers(input.mail_exchangers)) {
    found.push_back({Message::note_provider_by_exchanger, provider->name, input.mail_exchangers.front()});
  }
  if (provider != nullptr && provider->login_form == LoginForm::user_id && account.login == account.address) {
    found.push_back({Message::note_user_id, provider->name, {}});
  }
  return found;
}

Colour colour_of(ColourChoice choice, bool is_terminal, const Environment& environment) {
  switch (choice) {
    case ColourChoice::always: return Colour::always;
    case ColourChoice::never: return Colour::never;
    case ColourChoice::automatic: break;
  }
  const bool wants_none =
      !environment("NO_COLOR").value_or("").empty() || environment("TERM").value_or("dumb") == "dumb";
  return is_terminal && !wants_none ? Colour::always : Colour::never;
}

std::chrono::sys_days rome_today() { return rome_day(SystemClock{}.wall_now()); }

}  // namespace pecprobe
