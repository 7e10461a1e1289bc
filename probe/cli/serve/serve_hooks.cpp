#include "probe/cli/serve/serve_hooks.hpp"

#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/check_setup.hpp"
#include "probe/cli/accounts/refusal_guard.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/state_path.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/config/secret_command.hpp"
#include "probe/hooks/command_hook.hpp"
#include "probe/hooks/mail_hook.hpp"
#include "probe/hooks/webhook.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

namespace pecprobe {

namespace {

using Deliverers = std::vector<std::unique_ptr<hooks::Deliverer>>;
using OrUsageError = tl::expected<std::unique_ptr<hooks::Deliverer>, UsageError>;

std::string_view option_of(hooks::Hook hook) noexcept {
  switch (hook) {
    case hooks::Hook::command: return "--hook-command";
    case hooks::Hook::webhook: return "--hook-url";
    case hooks::Hook::mail: return "--hook-mail";
  }
  return "";
}

TransferOptions transfer_options(const CheckRequest& request) {
  TransferOptions options;
  options.ca_file = request.network.ca_file;
  options.proxy = request.network.proxy;
  return options;
}

OrUsageError command_hook(const std::string& command) {
  auto words = command_words(command);
  if (!words) {
    const SecretSource source{SecretOrigin::command, command};
    return tl::unexpected(usage_error(words.error(), &source, "--hook-"));
  }
  return hooks::make_command_hook(*std::move(words));
}

OrUsageError webhook(const CheckRequest& request, const Clock& clock) {
  hooks::WebhookSettings settings;
  settings.url = request.server.hooks.url;
  settings.options = transfer_options(request);
  settings.agent = "pecprobe/" + tool_info().version;
  if (!request.server.hooks.secret_file.empty()) {
    const SecretSource source{SecretOrigin::file, request.server.hooks.secret_file};
    const auto line = read_password(source);
    if (!line) {
      return tl::unexpected(usage_error(line.error(), &source, "--hook-secret-"));
    }
    settings.key = hooks::signing_key(*line);
    if (!settings.key) {
      return tl::unexpected(UsageError{Message::hook_secret_unusable, {}, {}});
    }
  }
  return hooks::make_webhook(std::move(settings), clock);
}

/// The place of the account that sends the mails; nothing when the file has none that can.
std::optional<std::size_t> sender_in(const WatchedAccounts& accounts, const std::string& address) {
  for (std::size_t place = 0; place < accounts.accounts().size(); ++place) {
    const monitor::WatchedAccount& watched = accounts.accounts()[place];
    const auto& endpoints = watched.account.endpoints;
    if (iequals(watched.account.address, address) && watched.testable == monitor::Testable::yes &&
        std::any_of(endpoints.begin(), endpoints.end(),
                    [](const Endpoint& endpoint) { return endpoint.protocol == Protocol::smtp; })) {
      return place;
    }
  }
  return std::nullopt;
}

/// Server, login and password as one reading of the file has them: it may have changed since the start, and again
/// while the account's turn is waited for.
tl::expected<hooks::MailSender, std::string> sender_now(const HookTools& tools, const std::string& address,
                                                        const std::stop_token& stop) {
  while (true) {
    const auto accounts = tools.file.latest();
    const auto place = sender_in(*accounts, address);
    if (!place) {
      return tl::unexpected(std::string("the accounts file does not have the sending account any more"));
    }
    Account account = accounts->accounts()[*place].account;
    std::erase_if(account.endpoints, [](const Endpoint& endpoint) { return endpoint.protocol != Protocol::smtp; });
    account.endpoints.resize(1);
    const Provider* provider = tools.checks.providers.find_provider(account.provider);
    auto turn = tools.turns.wait(account, account.endpoints.front(), provider, stop);
    if (turn == nullptr) {
      return tl::unexpected(std::string("was stopped"));
    }
    if (tools.file.latest() != accounts) {
      continue;
    }
    auto password = accounts->password(*place, stop);
    if (!password) {
      return tl::unexpected(fmt::format("{} {}", to_string(password.error().problem), password.error().detail));
    }
    return hooks::MailSender{std::move(account), *std::move(password), std::move(turn)};
  }
}

OrUsageError mail_hook(const CheckRequest& request, const HookTools& tools, Language language) {
  const HookOptions& options = request.server.hooks;
  if (!sender_in(*tools.file.latest(), options.mail_from)) {
    return tl::unexpected(UsageError{Message::hook_mail_account, printable(options.mail_from), {}});
  }
  hooks::MailSettings settings;
  settings.sender = [&tools, address = options.mail_from](const std::stop_token& stop) {
    return sender_now(tools, address, stop);
  };
  settings.to = options.mail;
  // The same memory as every test's: a password that a test saw refused is not sent, nor the other way round.
  settings.open_memory = [&tools] { return tools.checks.open_memory(tools.clock); };
  settings.options = transfer_options(request);
  settings.options.limit = std::chrono::minutes{5};  // a gateway looks into a mail before it takes it
  settings.language = language;
  return hooks::make_mail_hook(std::move(settings), tools.clock);
}

tl::expected<Deliverers, UsageError> deliverers_for(const CheckRequest& request, const HookTools& tools,
                                                    Language language) {
  const HookOptions& options = request.server.hooks;
  Deliverers deliverers;
  std::vector<OrUsageError> made;
  if (!options.command.empty()) {
    made.push_back(command_hook(options.command));
  }
  if (!options.url.empty()) {
    made.push_back(webhook(request, tools.clock));
  }
  if (!options.mail.empty()) {
    made.push_back(mail_hook(request, tools, language));
  }
  for (OrUsageError& deliverer : made) {
    if (!deliverer) {
      return tl::unexpected(std::move(deliverer.error()));
    }
    deliverers.push_back(*std::move(deliverer));
  }
  return deliverers;
}

double chance() {
  std::random_device device;
  return std::uniform_real_distribution<double>()(device);
}

void tell(const hooks::HookNotice& notice, Language language) {
  const std::string option(notice.hook ? option_of(*notice.hook) : "--hook-…");
  switch (notice.kind) {
    case hooks::HookNotice::Kind::failed: complain({Message::hook_failed, option, notice.detail}, language); break;
    case hooks::HookNotice::Kind::given_up: complain({Message::hook_given_up, option, notice.detail}, language); break;
    case hooks::HookNotice::Kind::dropped:
      complain({Message::hook_dropped, option, std::to_string(notice.count)}, language);
      break;
    case hooks::HookNotice::Kind::outdated:
      complain({Message::hook_outdated, option, std::to_string(notice.count)}, language);
      break;
    case hooks::HookNotice::Kind::state_bad: complain(usage_error(*notice.problem), language); break;
  }
}

}  // namespace

std::optional<UsageError> hook_contradiction(const CheckRequest& request) {
  const HookOptions& options = request.server.hooks;
  if (options.url.empty() && !options.secret_file.empty()) {
    return UsageError{Message::hook_secret_without_url, {}, {}};
  }
  if (options.mail.empty() != options.mail_from.empty()) {
    return UsageError{Message::hook_mail_half, {}, {}};
  }
  if (options.is_any() && !request.server.every) {
    return UsageError{Message::hook_needs_every, "--hook-…", {}};
  }
  return options.is_any() && request.guard.no_memory
             ? std::optional(UsageError{Message::hook_needs_state, "--hook-…", {}})
             : std::nullopt;
}

tl::expected<std::unique_ptr<hooks::ChangeHooks>, UsageError> hooks_for(const CheckRequest& request,
                                                                        const HookTools& tools, Language language) {
  auto deliverers = deliverers_for(request, tools, language);
  if (!deliverers) {
    return tl::unexpected(std::move(deliverers.error()));
  }
  if (deliverers->empty()) {
    return nullptr;
  }
  const auto path = state_path(request.guard, process_environment);
  auto queue = path ? hooks::DeliveryQueue::open(*path)
                    : tl::expected<std::unique_ptr<hooks::DeliveryQueue>, StateProblem>(tl::unexpected(path.error()));
  if (!queue) {
    return tl::unexpected(usage_error(queue.error()));
  }
  hooks::HookSettings settings;
  settings.deliverers = *std::move(deliverers);
  settings.telling = [&request, language] {
    return hooks::Telling{tool_info(), language, request.today.value_or(rome_today()), request.account_label};
  };
  settings.chance = chance;
  settings.tell = [language](const hooks::HookNotice& notice) { tell(notice, language); };
  return hooks::ChangeHooks::make(*std::move(queue), std::move(settings), tools.clock);
}

}  // namespace pecprobe
