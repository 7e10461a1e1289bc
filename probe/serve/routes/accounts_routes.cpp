#include "probe/serve/routes/accounts_routes.hpp"

#include "probe/model/iso_date.hpp"
#include "probe/report/dates.hpp"
#include "probe/serve/page/accounts_page.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;
using Entries = std::vector<LedgerEntry>;

/// When the verdict of the results (latest first) last became another one.
std::optional<Timestamp> change_in(const std::vector<CheckDesk::Kept>& results) {
  for (std::size_t i = 1; i < results.size(); ++i) {
    if (results[i].result->result.verdict() != results.front().result->result.verdict()) {
      return results[i - 1].result->began;
    }
  }
  return std::nullopt;
}

page::AccountRow row_of(const Account& account, const Site& site, const Entries& entries) {
  page::AccountRow row;
  row.address = account.address;
  row.login = account.login == account.address ? "" : account.login;
  row.kind = account.kind;
  if (const Provider* provider = site.tools.providers.find_provider(account.provider)) {
    row.provider = provider->name;
  }
  for (const Endpoint& endpoint : account.endpoints) {
    row.plan.push_back(endpoint.protocol);
  }
  const LedgerKey key = ledger_key(account);
  const auto entry =
      std::find_if(entries.begin(), entries.end(), [&](const LedgerEntry& known) { return known.key == key; });
  const PasswordDates dates =
      entry != entries.end() ? password_dates(*entry) : site.tools.options_for(account).password;
  row.expires = dates.expires;
  row.password = password_state(dates, site.tools.today());
  const auto results = site.desk.results_of(account);
  if (!results.empty()) {
    const CheckResult& last = *results.front().result;
    row.result_id = results.front().id;
    row.tested_at = last.began;
    row.verdict = last.result.verdict();
    row.changed_at = change_in(results);
    for (const ServiceResult& service : last.result.services) {
      row.services.push_back({service.facts.endpoint.protocol, service.verdict(), service.diagnosis.code});
    }
  }
  return row;
}

/// What the tests in the background showed, where nobody has tested it on the page since.
void take_history(page::AccountRow& row, const monitor::AccountView& account) {
  if (!account.history || (row.tested_at && *row.tested_at > account.history->tested_at)) {
    return;
  }
  row.result_id.clear();
  row.tested_at = account.history->tested_at;
  row.verdict = Verdict::pass;
  row.services.clear();
  row.changed_at.reset();
  for (const Protocol protocol : row.plan) {
    if (const monitor::ServiceHistory* service = account.history->find(protocol)) {
      row.services.push_back({protocol, service->verdict(), service->code});
      row.verdict = std::max(row.verdict, service->verdict());
      if (service->known) {
        row.changed_at = std::max(row.changed_at, std::optional(service->known->since));
      }
    }
  }
}

page::AccountsPage overview(const Site& site, const Entries& entries) {
  page::AccountsPage page;
  if (!site.background) {
    for (const Account& account : site.tools.accounts) {
      page.accounts.push_back(row_of(account, site, entries));
    }
    return page;
  }
  for (const monitor::AccountView& account : site.background->view().accounts) {
    page.accounts.push_back(row_of(account.watched.account, site, entries));
    take_history(page.accounts.back(), account);
    if (account.fault) {
      page.accounts.back().fault = account.fault->code;
    }
    if (account.next_turn) {
      page.next_run = page.next_run ? std::min(*page.next_run, *account.next_turn) : *account.next_turn;
    }
  }
  return page;
}

Json time_json(const std::optional<Timestamp>& time) {
  return time ? Json(report_time(std::chrono::floor<std::chrono::seconds>(*time))) : Json(nullptr);
}

Json row_json(const page::AccountRow& row) {
  Json plan = Json::array();
  for (const Protocol protocol : row.plan) {
    plan.push_back(to_string(protocol));
  }
  Json services = Json::array();
  for (const page::LastService& service : row.services) {
    services.push_back({{"protocol", to_string(service.protocol)},
                        {"verdict", to_string(service.verdict)},
                        {"code", to_string(service.code)}});
  }
  Json password = nullptr;
  if (row.password) {
    password = {{"expires", row.expires ? Json(iso_date(*row.expires)) : Json(nullptr)},
                {"phase", to_string(row.password->phase)},
                {"days_left", row.password->days_left ? Json(*row.password->days_left) : Json(nullptr)}};
  }
  return {{"address", row.address},
          {"login", row.login.empty() ? row.address : row.login},
          {"kind", to_string(row.kind)},
          {"provider", row.provider.empty() ? Json(nullptr) : Json(row.provider)},
          {"plan", std::move(plan)},
          {"tested_at", time_json(row.tested_at)},
          {"changed_at", time_json(row.changed_at)},
          {"verdict", row.tested_at ? Json(to_string(row.verdict)) : Json(nullptr)},
          {"services", std::move(services)},
          {"password", std::move(password)},
          {"fault", row.fault ? Json(to_string(*row.fault)) : Json(nullptr)},
          {"result", row.result_id.empty() ? Json(nullptr) : Json("/result/" + row.result_id)}};
}

/// Reads the dates on record on another thread, then calls `then` on the loop.
void with_entries(const VisitPtr& visit, std::function<void(const Entries&)> then) {
  const bool is_taken = visit->site.look_ups.run([visit, then = std::move(then)] {
    const SystemClock clock;
    Entries entries;
    if (const auto ledger = visit->site.tools.open_ledger(clock); ledger && *ledger != nullptr) {
      entries = (*ledger)->entries().value_or(Entries{});
    }
    visit->site.post([then, entries = std::move(entries)] { then(entries); });
  });
  if (!is_taken) {
    visit->refuse(page::Refusal::too_many_requests, std::chrono::seconds{1});
  }
}

}  // namespace

void accounts_overview(const VisitPtr& visit) {
  with_entries(visit, [visit](const Entries& entries) {
    visit->answer_page(200, page::accounts_page(visit->page_context(), overview(visit->site, entries)));
  });
}

void accounts_api(const VisitPtr& visit) {
  with_entries(visit, [visit](const Entries& entries) {
    Json accounts = Json::array();
    for (const page::AccountRow& row : overview(visit->site, entries).accounts) {
      accounts.push_back(row_json(row));
    }
    visit->answer_json(
        200, Json{{"accounts", std::move(accounts)}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  });
}

}  // namespace pecprobe
