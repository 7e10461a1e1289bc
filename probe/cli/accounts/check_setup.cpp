#include "probe/cli/accounts/check_setup.hpp"

#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/refusal_guard.hpp"
#include "probe/cli/language.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/model/expiry.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pecprobe {

CheckOptions common_check_options(const CheckRequest& request, const std::vector<std::string>& ignored_variables) {
  CheckOptions options;
  options.addresses = request.addresses;
  options.recipient = request.check_recipient;
  options.after_two_refusals = request.guard.try_all ? AfterTwoRefusals::try_all : AfterTwoRefusals::skip_the_rest;
  options.retries = request.retries;
  options.on_signal = OnSignal::end_check;
  options.today = request.today ? *request.today : rome_today();
  options.recording = request.verbosity == Verbosity::verbose ? Recording::kept : Recording::left_out;
  if (!ignored_variables.empty()) {
    options.warnings.push_back(
        {WarningCode::environment_ignored, fmt::format("{}", fmt::join(ignored_variables, ", "))});
  }
  return options;
}

CheckOptions check_options_of(const CheckRequest& request, const Account& account, const ProviderTable& table,
                              const std::vector<std::string>& ignored_variables) {
  CheckOptions options = common_check_options(request, ignored_variables);
  if (request.check_sender || request.check_recipient) {
    options.sender = account.address;
  }
  options.provider = table.find_provider(account.provider);
  options.better_hosts = better_hosts(account, table);
  options.password = password_dates(account.password_issued, options.provider);
  return options;
}

std::unique_ptr<RefusalMemory> open_memory(const GuardSettings& guard, const Clock& clock, Language language) {
  auto memory = refusal_memory_for(guard, process_environment, clock);
  if (!memory) {
    complain(usage_error(memory.error()), language);
    return nullptr;
  }
  return std::move(*memory);
}

tl::expected<Account, InterviewEnd> account_for(CheckRequest& request, Prompter* prompter, const ProviderTable& table,
                                                Language language) {
  const std::unique_ptr<MailExchangers> dns = make_dns_mail_exchangers();
  if (auto end = complete_account(request, prompter, table, language, dns.get())) {
    return tl::unexpected(*std::move(end));
  }
  auto account = make_account(request.account, table);
  if (!account) {
    return refusal(usage_error(account.error(), table));
  }
  if (auto error = contradiction(request, *account, request.today.value_or(rome_today()))) {
    return refusal(*std::move(error));
  }
  return *std::move(account);
}

}  // namespace pecprobe
