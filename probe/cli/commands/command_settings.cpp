#include "probe/cli/commands/command_settings.hpp"

#include "probe/advice/settings.hpp"
#include "probe/cli/accounts/provider_knowledge.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/options/options.hpp"
#include "probe/cli/options/small_options.hpp"
#include "probe/cli/refusal.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/config/account_input.hpp"
#include "probe/engine/exchanger_inference.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace pecprobe {

std::vector<OptionRow> settings_options() {
  constexpr std::array<std::string_view, 11> k_names = {
      "provider", "imap", "pop3", "smtp", "protocols", "lang", "login", "account-kind", "two-step", "no-mx", "format"};
  std::vector<OptionRow> rows;
  std::copy_if(check_options().begin(), check_options().end(), std::back_inserter(rows), [&](const OptionRow& row) {
    return std::find(k_names.begin(), k_names.end(), row.name) != k_names.end();
  });
  return with_small_format(std::move(rows));
}

int command_settings(const Invocation& invocation) {
  const Language language = invocation.language;
  auto request = parse_account_arguments(invocation.arguments, settings_options());
  if (!request) {
    return refuse(request.error(), invocation);
  }
  if (request->account.address.empty()) {
    return refuse({Message::settings_address_missing, {}, {}}, invocation);
  }
  const auto format = small_format_named(request->format);
  if (!format) {
    return refuse({Message::value_not_small_format, "--format", {}}, invocation);
  }
  const auto table = known_providers();
  if (!table) {
    return refuse(table.error(), invocation);
  }
  if (request->exchangers == ExchangerLookUp::on) {
    learn_exchangers(request->account, *table, *make_dns_mail_exchangers());
  }
  auto account = make_account(request->account, *table);
  if (!account) {
    return refuse(usage_error(account.error(), *table), invocation);
  }
  const Provider* provider = table->find_provider(account->provider);
  const MailSettings settings = mail_settings(std::move(*account), provider);
  return print(*format == SmallFormat::json ? settings_json(settings, language) : settings_text(settings, language),
               language);
}

}  // namespace pecprobe
