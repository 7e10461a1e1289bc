#include "probe/cli/serve/command_serve.hpp"

#include "probe/cli/accounts/accounts_list.hpp"
#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/check_setup.hpp"
#include "probe/cli/accounts/ledger_access.hpp"
#include "probe/cli/accounts/provider_knowledge.hpp"
#include "probe/cli/accounts/refusal_guard.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/help.hpp"
#include "probe/cli/ignored_environment.hpp"
#include "probe/cli/options/options.hpp"
#include "probe/cli/refusal.hpp"
#include "probe/cli/serve/background_setup.hpp"
#include "probe/cli/serve/serve_hooks.hpp"
#include "probe/cli/serve/service_manager.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/report/wording.hpp"
#include "probe/serve/serve.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe {

namespace {

/// What must hold between the options: whoever is not on this computer needs TLS, and a token that its owner chose.
std::optional<UsageError> contradiction(const ServerSettings& server) {
  if (server.certificate.empty() != server.key.empty()) {
    return UsageError{Message::serve_half_of_tls, {}, {}};
  }
  const bool is_watching = server.every.has_value() || server.once;
  if (is_watching && server.accounts_file.empty()) {
    return UsageError{Message::serve_without_accounts, server.once ? "--once" : "--every", {}};
  }
  if (server.once == server.textfile.empty()) {
    return UsageError{Message::serve_once_and_textfile, {}, {}};
  }
  const bool is_protected = !server.certificate.empty() && !server.token_file.empty();
  return is_loopback_name(server.listen.host) || is_protected
             ? std::nullopt
             : std::optional(UsageError{Message::serve_needs_protection, server.listen.host, {}});
}

tl::expected<std::optional<Secret>, UsageError> token_of(const ServerSettings& server) {
  if (server.token_file.empty()) {
    return std::nullopt;
  }
  const SecretSource source{SecretOrigin::file, server.token_file};
  auto token = read_password(source);
  if (!token) {
    return tl::unexpected(usage_error(token.error(), &source, "--token-"));
  }
  if (!AccessToken::is_usable(token->reveal())) {
    return tl::unexpected(UsageError{Message::serve_token_unusable, {}, {}});
  }
  return *std::move(token);
}

std::vector<Account> accounts_of(const WatchedAccounts& watched) {
  std::vector<Account> accounts;
  for (const monitor::WatchedAccount& account : watched.accounts()) {
    accounts.push_back(account.account);
  }
  return accounts;
}

/// The servers that whoever starts the page knows.
std::vector<Endpoint> vouched_servers(const ProviderTable& table, const std::vector<Account>& accounts) {
  std::vector<Endpoint> vouched;
  for (const Provider& provider : table.providers()) {
    vouched.insert(vouched.end(), provider.endpoints.begin(), provider.endpoints.end());
    vouched.insert(vouched.end(), provider.other_endpoints.begin(), provider.other_endpoints.end());
  }
  for (const Account& account : accounts) {
    for (const Endpoint& endpoint : account.endpoints) {
      if (!is_vouched(endpoint, vouched)) {
        vouched.push_back(endpoint);
      }
    }
  }
  return vouched;
}

CheckTools tools_of(const CheckRequest& request, const ProviderTable& table, std::vector<Account> accounts,
                    WatchedFile& file, Language language) {
  CheckTools tools;
  tools.network = request.network;
  tools.exchangers = request.exchangers == ExchangerLookUp::on ? AsksExchangers::yes : AsksExchangers::no;
  tools.endpoint_rules = request.server.endpoints;
  tools.vouched = [&table, &file, accounts] {
    const auto watched = file.latest();
    return vouched_servers(table, watched == nullptr ? accounts : accounts_of(*watched));
  };
  tools.providers = table;
  tools.tool = tool_info();
  tools.accounts = std::move(accounts);
  tools.open_memory = [guard = request.guard, language](const Clock& clock) {
    return open_memory(guard, clock, language);
  };
  tools.open_ledger = [guard = request.guard](const Clock& clock) {
    return guard.no_memory ? LedgerOrProblem(nullptr) : ledger_for(guard, process_environment, clock);
  };
  tools.today = [today = request.today] { return today.value_or(rome_today()); };
  return tools;
}

/// One line for each answer, without what was asked behind the path: that may be an address.
void log_answer(const HttpRequest& request, int status, Language language) {
  remark(fmt::format("{} {} {}", printable(request.method_name, 16), printable(request.path, 200), status), language);
}

ServeSettings page_settings(const CheckRequest& request, std::optional<Secret> token, CheckTools tools,
                            Language language) {
  const ServerSettings& server = request.server;
  ServeSettings settings;
  settings.listen = server.listen;
  settings.names = server.names;
  if (!server.certificate.empty()) {
    settings.tls = TlsFiles{server.certificate, server.key};
  }
  settings.token = std::move(token);
  settings.site.language = language;
  settings.site.healthz = server.healthz;
  settings.site.metrics = server.metrics;
  settings.tools = std::move(tools);
  settings.supervisor = service_manager();
  if (request.verbosity == Verbosity::verbose) {
    settings.log = [language](const HttpRequest& asked, int status) { log_answer(asked, status, language); };
  }
  return settings;
}

void say_what_runs(const ServerSettings& server, const WatchedAccounts* watched, Language language) {
  if (watched != nullptr) {
    complain({Message::serve_watches, server.accounts_file,
              Wording::of(language).count("count.accounts", watched->accounts().size())},
             language);
  }
  if (server.token_file.empty()) {
    complain({Message::serve_address_is_secret, {}, {}}, language);
  }
  complain({Message::serve_stops, {}, {}}, language);
}

}  // namespace

int command_serve(const Invocation& invocation) {
  const Language language = invocation.language;
  const auto request = parse_server_arguments(invocation.arguments);
  if (!request) {
    return refuse(request.error(), invocation);
  }
  const ServerSettings& server = request->server;
  for (const auto& error : {contradiction(server), hook_contradiction(*request)}) {
    if (error) {
      return refuse(*error, invocation);
    }
  }
  auto table = known_providers();
  if (!table) {
    return refuse(table.error(), invocation);
  }
  const SystemClock clock;
  WatchedFile file(*request, *table, language);
  const bool is_watching = server.every || server.once;
  const auto watched = is_watching ? file.read_at_start() : nullptr;
  if (is_watching && watched == nullptr) {
    return k_exit_usage;
  }
  auto accounts = is_watching ? accounts_of(*watched) : accounts_of_file(*request, *table, language);
  if (!accounts) {
    return k_exit_usage;
  }
  auto token = token_of(server);
  if (!token) {
    return refuse(token.error(), invocation);
  }
  forget_trust_variables();
  if (const auto network = Network::create(request->network); !network) {
    return refuse(usage_error(network.error(), request->network), invocation);
  }
  const CheckTools tools = tools_of(*request, *table, *std::move(accounts), file, language);
  if (server.once) {
    return test_once(*request, background_settings(*request, file, watched, language), tools, language);
  }
  SessionTurns turns(CheckDesk::Limits{}.at_once);
  const HookTools hook_tools{file, tools, turns, clock};
  const auto hooks = hooks_for(*request, hook_tools, language);
  if (!hooks) {
    return refuse(hooks.error(), invocation);
  }
  ServeSettings settings = page_settings(*request, *std::move(token), tools, language);
  settings.turns = &turns;
  if (is_watching) {
    settings.background.emplace(background_settings(*request, file, watched, language));
    settings.background->listener = hooks->get();
  }
  const auto page = PageServer::open(std::move(settings));
  if (!page) {
    return refuse(UsageError{Message::serve_cannot_listen, fmt::format("{}:{}", server.listen.host, server.listen.port),
                             page.error()},
                  invocation);
  }
  const int printed = print(text(Message::serve_page, language, (*page)->address()) + "\n", language);
  if (printed != k_exit_passed) {
    return printed;
  }
  if (*hooks != nullptr) {
    (*hooks)->begin();  // from here on signals are caught
  }
  if (request->verbosity != Verbosity::quiet) {
    say_what_runs(server, watched.get(), language);
  }
  static_cast<void>((*page)->run());
  return k_exit_passed;  // a signal is the way in which a server ends
}

}  // namespace pecprobe
