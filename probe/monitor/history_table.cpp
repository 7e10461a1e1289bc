#include "probe/monitor/history_table.hpp"

#include "probe/model/iso_date.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <array>
#include <optional>

namespace pecprobe::monitor {

namespace {

constexpr std::array k_kinds = {AccountKind::mailbox, AccountKind::archive, AccountKind::multiuser};
constexpr std::array k_signs = {GroupStop::Sign::refused, GroupStop::Sign::turned_away, GroupStop::Sign::cut_off};
constexpr std::array k_steps = {Step::resolve,      Step::connect,   Step::tls,          Step::greeting,
                                Step::capabilities, Step::starttls,  Step::authenticate, Step::mailbox,
                                Step::sender,       Step::recipient, Step::logout};

std::string_view to_string(GroupStop::Sign sign) noexcept {
  switch (sign) {
    case GroupStop::Sign::refused: return "refused";
    case GroupStop::Sign::turned_away: return "turned_away";
    case GroupStop::Sign::cut_off: return "cut_off";
  }
  return "refused";
}

template <typename Enum, std::size_t size>
std::optional<Enum> named(const SQLite::Column& column, const std::array<Enum, size>& all) {
  const std::string word = column.getString();
  const auto* found = std::find_if(all.begin(), all.end(), [&](Enum value) { return to_string(value) == word; });
  return found == all.end() ? std::nullopt : std::optional(*found);
}

Code code_of(const SQLite::Column& column) { return code_from_id(column.getString()).value_or(Code::undiagnosed); }

Timestamp time_of(const SQLite::Column& column) { return Timestamp{Timestamp::duration{column.getInt64()}}; }

std::optional<Timestamp> time_or_nothing(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional(time_of(column));
}

std::int64_t number(Timestamp time) { return time.time_since_epoch().count(); }

void bind_number(SQLite::Statement& statement, const char* name, std::optional<std::int64_t> value) {
  if (value) {
    statement.bind(name, *value);
  } else {
    statement.bind(name);
  }
}

void bind_time(SQLite::Statement& statement, const char* name, std::optional<Timestamp> time) {
  bind_number(statement, name, time ? std::optional(number(*time)) : std::nullopt);
}

void bind_text(SQLite::Statement& statement, const char* name, const std::optional<std::string>& text) {
  if (text) {
    statement.bind(name, *text);
  } else {
    statement.bind(name);
  }
}

void bind_name(SQLite::Statement& statement, const AccountName& name) {
  statement.bind(":address", name.address);
  statement.bind(":kind", std::string(to_string(name.kind)));
  statement.bind(":login", name.login);
}

constexpr const char* k_of_name = " WHERE address = :address AND kind = :kind AND login = :login";

std::optional<std::int64_t> id_of(SQLite::Database& database, const AccountName& name) {
  SQLite::Statement statement(database, std::string("SELECT id FROM history_account") + k_of_name);
  bind_name(statement, name);
  return statement.executeStep() ? std::optional(statement.getColumn(0).getInt64()) : std::nullopt;
}

std::vector<StepTime> steps_of(SQLite::Database& database, std::int64_t account, const std::string& protocol) {
  SQLite::Statement statement(database,
                              "SELECT step, took FROM history_step WHERE account = ? AND protocol = ? ORDER BY number");
  statement.bind(1, account);
  statement.bind(2, protocol);
  std::vector<StepTime> steps;
  while (statement.executeStep()) {
    if (const auto step = named(statement.getColumn(0), k_steps)) {
      steps.push_back({*step, Duration{statement.getColumn(1).getInt64()}});
    }
  }
  return steps;
}

ServiceHistory service_of(SQLite::Statement& row, Protocol protocol) {
  ServiceHistory service;
  service.protocol = protocol;
  service.tested_at = time_of(row.getColumn("tested_at"));
  service.code = code_of(row.getColumn("code"));
  service.elapsed = Duration{row.getColumn("elapsed").getInt64()};
  if (const SQLite::Column ends = row.getColumn("certificate_ends"); !ends.isNull()) {
    service.certificate_ends = std::chrono::sys_seconds{std::chrono::seconds{ends.getInt64()}};
  }
  service.held_until = time_or_nothing(row.getColumn("held_until"));
  if (!row.getColumn("known_code").isNull()) {
    service.known = {code_of(row.getColumn("known_code")), time_of(row.getColumn("known_since"))};
  }
  service.passed_at = time_or_nothing(row.getColumn("passed_at"));
  return service;
}

std::vector<ServiceHistory> services_of(SQLite::Database& database, std::int64_t account) {
  SQLite::Statement row(database, "SELECT * FROM history_service WHERE account = ? ORDER BY protocol");
  row.bind(1, account);  // the order of the words is that of the enumeration
  std::vector<ServiceHistory> services;
  while (row.executeStep()) {
    if (const auto protocol = named(row.getColumn("protocol"), k_protocols)) {
      services.push_back(service_of(row, *protocol));
      services.back().steps = steps_of(database, account, row.getColumn("protocol").getString());
    }
  }
  return services;
}

std::vector<AccountHistory> read_all(SQLite::Database& database, SQLite::Statement& row) {
  std::vector<AccountHistory> histories;
  while (row.executeStep()) {
    AccountHistory history;
    history.name = {row.getColumn("address").getString(), row.getColumn("login").getString(),
                    named(row.getColumn("kind"), k_kinds).value_or(AccountKind::mailbox)};
    history.provider = row.getColumn("provider").getString();
    history.tested_at = time_of(row.getColumn("tested_at"));
    if (!row.getColumn("password_ends").isNull()) {
      history.password_ends = parse_iso_date(row.getColumn("password_ends").getString());
    }
    history.services = services_of(database, row.getColumn("id").getInt64());
    histories.push_back(std::move(history));
  }
  return histories;
}

void put_service(SQLite::Database& database, std::int64_t account, const ServiceHistory& service) {
  const std::string protocol(to_string(service.protocol));
  SQLite::Statement row(database,
                        "INSERT INTO history_service (account, protocol, tested_at, code, elapsed, certificate_ends, "
                        "held_until, known_code, known_since, passed_at) VALUES (:account, :protocol, :tested_at, "
                        ":code, :elapsed, :certificate_ends, :held_until, :known_code, :known_since, :passed_at)");
  row.bind(":account", account);
  row.bind(":protocol", protocol);
  row.bind(":tested_at", number(service.tested_at));
  row.bind(":code", std::string(to_string(service.code)));
  row.bind(":elapsed", static_cast<std::int64_t>(service.elapsed.count()));
  bind_number(row, ":certificate_ends",
              service.certificate_ends
                  ? std::optional<std::int64_t>(service.certificate_ends->time_since_epoch().count())
                  : std::nullopt);
  bind_time(row, ":held_until", service.held_until);
  bind_text(row, ":known_code",
            service.known ? std::optional(std::string(to_string(service.known->code))) : std::nullopt);
  bind_time(row, ":known_since", service.known ? std::optional(service.known->since) : std::nullopt);
  bind_time(row, ":passed_at", service.passed_at);
  row.exec();
  SQLite::Statement step(database, "INSERT INTO history_step VALUES (?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < service.steps.size(); ++i) {
    step.reset();
    step.bind(1, account);
    step.bind(2, protocol);
    step.bind(3, static_cast<std::int64_t>(i));
    step.bind(4, std::string(to_string(service.steps[i].step)));
    step.bind(5, static_cast<std::int64_t>(service.steps[i].took.count()));
    step.exec();
  }
}

}  // namespace

std::vector<AccountHistory> all_histories(SQLite::Database& database) {
  SQLite::Statement row(database, "SELECT * FROM history_account ORDER BY address, kind, login");
  return read_all(database, row);
}

std::vector<AccountHistory> histories_of(SQLite::Database& database, const std::string& address) {
  SQLite::Statement row(database, "SELECT * FROM history_account WHERE address = ? ORDER BY kind, login");
  row.bind(1, address);
  return read_all(database, row);
}

std::vector<Transition> transitions_of(SQLite::Database& database, const AccountName& name) {
  std::vector<Transition> transitions;
  const auto account = id_of(database, name);
  if (!account) {
    return transitions;
  }
  SQLite::Statement row(database, "SELECT * FROM history_transition WHERE account = ? ORDER BY id DESC");
  row.bind(1, *account);
  while (row.executeStep()) {
    if (const auto protocol = named(row.getColumn("protocol"), k_protocols)) {
      const SQLite::Column before = row.getColumn("before");
      transitions.push_back({time_of(row.getColumn("at")), *protocol,
                             before.isNull() ? std::nullopt : std::optional(code_of(before)),
                             code_of(row.getColumn("after"))});
    }
  }
  return transitions;
}

void put_history(SQLite::Database& database, const AccountHistory& history) {
  SQLite::Statement row(database,
                        "INSERT INTO history_account (address, kind, login, provider, tested_at, password_ends) "
                        "VALUES (:address, :kind, :login, :provider, :tested_at, :password_ends) "
                        "ON CONFLICT (address, kind, login) DO UPDATE SET address = excluded.address, "
                        "provider = excluded.provider, tested_at = excluded.tested_at, "
                        "password_ends = excluded.password_ends");
  bind_name(row, history.name);
  row.bind(":provider", history.provider);
  row.bind(":tested_at", number(history.tested_at));
  bind_text(row, ":password_ends",
            history.password_ends ? std::optional(iso_date(*history.password_ends)) : std::nullopt);
  row.exec();
  const std::int64_t account = id_of(database, history.name).value();
  SQLite::Statement old(database, "DELETE FROM history_service WHERE account = ?");
  old.bind(1, account);
  old.exec();
  for (const ServiceHistory& service : history.services) {
    put_service(database, account, service);
  }
}

void add_transitions(SQLite::Database& database, const AccountName& name, const std::vector<Transition>& transitions,
                     std::size_t kept) {
  const std::int64_t account = id_of(database, name).value();
  for (const Transition& transition : transitions) {
    SQLite::Statement row(database,
                          "INSERT INTO history_transition (account, at, protocol, before, after) "
                          "VALUES (:account, :at, :protocol, :before, :after)");
    row.bind(":account", account);
    row.bind(":at", number(transition.at));
    row.bind(":protocol", std::string(to_string(transition.protocol)));
    bind_text(row, ":before",
              transition.before ? std::optional(std::string(to_string(*transition.before))) : std::nullopt);
    row.bind(":after", std::string(to_string(transition.after)));
    row.exec();
  }
  SQLite::Statement old(database,
                        "DELETE FROM history_transition WHERE account = :account AND id NOT IN (SELECT id FROM "
                        "history_transition WHERE account = :account ORDER BY id DESC LIMIT :kept)");
  old.bind(":account", account);
  old.bind(":kept", static_cast<std::int64_t>(kept));
  old.exec();
}

std::vector<ProviderPause> all_pauses(SQLite::Database& database) {
  SQLite::Statement row(database, "SELECT * FROM provider_pause ORDER BY provider");
  std::vector<ProviderPause> pauses;
  while (row.executeStep()) {
    pauses.push_back({row.getColumn("provider").getString(),
                      time_of(row.getColumn("until")),
                      row.getColumn("times").getInt(),
                      {named(row.getColumn("sign"), k_signs).value_or(GroupStop::Sign::refused),
                       row.getColumn("accounts").getInt()}});
  }
  return pauses;
}

void put_pause(SQLite::Database& database, const ProviderPause& pause) {
  SQLite::Statement row(database,
                        "INSERT OR REPLACE INTO provider_pause (provider, until, times, sign, accounts) "
                        "VALUES (?, ?, ?, ?, ?)");
  row.bind(1, pause.provider);
  row.bind(2, number(pause.until));
  row.bind(3, pause.times);
  row.bind(4, std::string(to_string(pause.why.sign)));
  row.bind(5, pause.why.accounts);
  row.exec();
}

void delete_pause(SQLite::Database& database, const std::string& provider) {
  SQLite::Statement row(database, "DELETE FROM provider_pause WHERE provider = ?");
  row.bind(1, provider);
  row.exec();
}

}  // namespace pecprobe::monitor
