#include "probe/report/report_reader.hpp"

#include "probe/model/iso_date.hpp"
#include "probe/report/json_field.hpp"
#include "probe/report/names.hpp"
#include "probe/report/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace pecprobe {

namespace {

constexpr std::int64_t k_most_parts = 10'000;  // as --shard takes
constexpr std::int64_t k_most_sessions = 1'000'000;
constexpr std::int64_t k_most_milliseconds = 1'000'000'000'000;  // thirty years
constexpr int k_most_days = 4'000'000;
constexpr std::int64_t k_most_counted = std::numeric_limits<std::int64_t>::max();

Duration milliseconds(const JsonField& field) {
  const double value = field.number(0, static_cast<double>(k_most_milliseconds));
  return std::chrono::round<Duration>(std::chrono::duration<double, std::milli>(value));
}

std::chrono::sys_days date(const JsonField& field) {
  const auto day = parse_iso_date(field.text());
  return day ? *day : (field.refuse("not a date such as 2026-11-22"), std::chrono::sys_days{});
}

std::chrono::sys_seconds time(const JsonField& field) {
  const auto moment = parse_report_time(field.text());
  return moment ? *moment : (field.refuse("not a time such as 2026-11-22T09:00:00Z"), std::chrono::sys_seconds{});
}

template <typename Read>
auto unless_null(const JsonField& field, Read read) -> std::optional<decltype(read(field))> {
  return field.is_null() ? std::nullopt : std::optional(read(field));
}

Code code(const JsonField& field) {
  const auto found = code_from_id(field.text());
  return found ? *found : (field.refuse("not a known code"), Code::internal_error);
}

std::vector<ShownWarning> warnings(const JsonField& field) {
  std::vector<ShownWarning> out;
  for (const JsonField& item : field.items()) {
    out.push_back({item["code"].name_of(WarningCode::environment_ignored), item["text"].text()});
  }
  return out;
}

ShownDiagnosis diagnosis(const JsonField& field) {
  ShownDiagnosis out;
  out.code = code(field["code"]);
  out.certainty = field["certainty"].name_of(Certainty::possible);
  out.retry = field["retry"].name_of(Retry::dangerous);
  out.text = {field["title"].text(),
              field["cause"].text(),
              field["advice"].texts(),
              field["tell_provider"].text_or_empty(),
              {}};
  for (const JsonField& item : field["evidence"].items()) {
    out.evidence.push_back({item["kind"].name_of(Evidence::Kind::remembered), item["text"].text()});
  }
  for (const JsonField& item : field["hypotheses"].items()) {
    out.text.hypotheses.push_back({code(item["code"]), item["id"].text(), item["why"].text(), item["settle"].text()});
  }
  return out;
}

/// Which details are lines of the server is not stored: those of steps in which a server speaks.
bool is_quote(Step step, StepStatus status) {
  return step == Step::greeting || step == Step::sender || step == Step::recipient ||
         (status == StepStatus::fail && step > Step::greeting);
}

std::vector<ShownStep> steps(const JsonField& field) {
  std::vector<ShownStep> out;
  for (const JsonField& item : field.items()) {
    const Step step = item["name"].name_of(Step::logout);
    const StepStatus status = item["status"].name_of(StepStatus::skip);
    out.push_back({step, status, milliseconds(item["began_ms"]), milliseconds(item["took_ms"]), item["detail"].text(),
                   is_quote(step, status)});
  }
  return out;
}

ShownTls tls(const JsonField& field) {
  ShownTls out;
  out.version = field["version"].text_or_empty();
  out.cipher = field["cipher"].text_or_empty();
  out.resumed = field["resumed"].boolean();
  for (const JsonField& item : field["chain"].items()) {
    out.chain.push_back({item["subject"].text(), item["issuer"].text(), item["names"].texts(), time(item["not_before"]),
                         time(item["not_after"]), item["sha256"].text(), item["key"].text(), item["signature"].text()});
  }
  out.days_left = unless_null(field["days_left"], [](const JsonField& days) {
    return static_cast<int>(days.integer(-k_most_days, k_most_days));
  });
  const JsonField verify = field["verify"];
  out.verify = verify.text_or_empty();
  if (!out.verify.empty() && out.verify != "ok") {
    static_cast<void>(verify.name_of(CertificateProblem::other));
  }
  out.host_match = unless_null(field["host_match"], [](const JsonField& match) { return match.boolean(); });
  return out;
}

ShownMailbox mailbox(const JsonField& field) {
  const auto count = [](const JsonField& number) {
    return static_cast<std::uint64_t>(number.integer(0, k_most_counted));
  };
  return {unless_null(field["messages"], count), unless_null(field["octets"], count),
          unless_null(field["uid_validity"], count)};
}

Endpoint endpoint(const JsonField& service) {
  const JsonField field = service["endpoint"];
  return {service["protocol"].name_of(Protocol::smtp), field["host"].text(),
          static_cast<std::uint16_t>(field["port"].integer(1, 65535)),
          field["tls"].name_of(TlsMode::starttls_if_offered)};
}

RefusalTimes refusal_times(const JsonField& field) {
  constexpr int k_most_refusals = 1'000'000;
  return {static_cast<int>(field["refusals"].integer(1, k_most_refusals)), time(field["refused_at"]),
          time(field["next_try"])};
}

std::vector<TranscriptEntry> dialogue_entries(const JsonField& field) {
  std::vector<TranscriptEntry> out;
  for (const JsonField& item : field.items()) {
    out.push_back({item["kind"].name_of(TranscriptEntry::Kind::note), item["encrypted"].boolean(),
                   milliseconds(item["at_ms"]), item["text"].text()});
  }
  return out;
}

ShownService service(const JsonField& field) {
  ShownService out;
  out.endpoint = endpoint(field);
  out.address = field["endpoint"]["address"].text_or_empty();
  out.diagnosis = diagnosis(field["diagnosis"]);
  out.verdict = field["verdict"].name_of(Verdict::fail);
  if (out.verdict != info(out.diagnosis.code).verdict) {
    field["verdict"].refuse("does not belong to the code");
  }
  out.warnings = warnings(field["warnings"]);
  out.alerts = field["alerts"].texts();
  const JsonField auth = field["auth"];
  out.auth = {auth["attempted"].boolean(), auth["mechanism"].text_or_empty(), auth["accepted"].boolean()};
  if (auth.has("remembered")) {
    out.auth.remembered = refusal_times(auth["remembered"]);
  }
  const JsonField capabilities = field["capabilities"];
  out.capabilities = {capabilities["before_tls"].texts(), capabilities["after_tls"].texts(),
                      capabilities["after_login"].texts()};
  out.mailbox = unless_null(field["mailbox"], mailbox);
  out.steps = steps(field["steps"]);
  out.tls = unless_null(field["tls"], tls);
  out.round_trips = static_cast<int>(field["round_trips"].integer(0, 1'000'000));
  out.elapsed = std::chrono::milliseconds(field["elapsed_ms"].integer(0, k_most_milliseconds));
  if (field.has("dialogue")) {
    out.dialogue = dialogue_entries(field["dialogue"]["entries"]);
    out.dialogue_dropped = static_cast<std::size_t>(field["dialogue"]["dropped"].integer(0, k_most_counted));
  }
  return out;
}

ShownPassword password(const JsonField& field) {
  return {
      {unless_null(field["issued"], date), unless_null(field["expires"], date),
       unless_null(field["extendable_from"], date), unless_null(field["deactivated"], date)},
      {field["phase"].name_of(PasswordPhase::deactivated), unless_null(field["days_left"], [](const JsonField& days) {
         return static_cast<int>(days.integer(-k_most_days, k_most_days));
       })}};
}

std::string rotation(const JsonField& field) {
  constexpr std::array<std::string_view, 5> k_results = {"complete", "half_done", "old_password_still_accepted",
                                                         "new_password_refused", "unverifiable"};
  std::string result = field.text();
  if (std::find(k_results.begin(), k_results.end(), result) == k_results.end()) {
    field.refuse("not the result of a rotation");
  }
  return result;
}

ShownAccount account(const JsonField& field) {
  ShownAccount out;
  out.address = field["address"].text();
  out.login = field["login"].text();
  out.kind = field["kind"].name_of(AccountKind::multiuser);
  out.provider = field["provider"].text_or_empty();
  out.verdict = field["verdict"].name_of(Verdict::fail);
  out.password = unless_null(field["password"], password);
  if (field.has("rotation")) {
    out.rotation = rotation(field["rotation"]);
  }
  out.warnings = warnings(field["warnings"]);
  Verdict worst = Verdict::pass;
  for (const JsonField& item : field["services"].items()) {
    out.services.push_back(service(item));
    worst = std::max(worst, out.services.back().verdict);
  }
  if (out.verdict != worst) {
    field["verdict"].refuse("not the worst of the services");
  }
  label_services(out.services);
  return out;
}

/// The totals say again what the accounts say; a file in which they differ was changed or is not whole.
void check_totals(const JsonField& field, const Tally& tally) {
  const JsonField summary = field["summary"];
  const auto check = [&](const char* name, std::size_t found) {
    const JsonField count = summary[name];
    if (count.integer(0, k_most_counted) != static_cast<std::int64_t>(found)) {
      count.refuse(fmt::format("not the {} that stand in accounts", found));
    }
  };
  check("accounts", tally.accounts());
  for (int number = 0; number <= static_cast<int>(Verdict::fail); ++number) {
    const auto verdict = static_cast<Verdict>(number);
    check(std::string(to_string(verdict)).c_str(), tally.count(verdict));
  }
  if (field["verdict"].name_of(Verdict::fail) != tally.worst()) {
    field["verdict"].refuse("not the worst of the accounts");
  }
}

RunPart part(const JsonField& field) {
  RunPart out;
  out.count = static_cast<std::size_t>(field["count"].integer(1, k_most_parts));
  out.number = static_cast<std::size_t>(field["number"].integer(1, static_cast<std::int64_t>(out.count)));
  out.per_host = static_cast<std::size_t>(field["per_host"].integer(1, k_most_sessions));
  return out;
}

StoredReport report(const JsonField& field) {
  if (field["schema"].text() != "pecprobe.report/1") {
    field["schema"].refuse("not pecprobe.report/1");
  }
  StoredReport out;
  const auto language = Language::of_tag(field["lang"].text());
  if (!language) {
    field["lang"].refuse(fmt::format("none of {}", Language::choices()));
  }
  out.run.language = *language;
  const JsonField tool = field["tool"];
  out.run.tool = {tool["version"].text(), tool["libcurl"].text(), tool["openssl"].text()};
  const auto started = time(field["started_at"]);
  out.run.started_at = started;
  out.run.today = std::chrono::floor<std::chrono::days>(started);
  out.end.elapsed = std::chrono::milliseconds(field["elapsed_ms"].integer(0, k_most_milliseconds));
  if (field.has("shard")) {
    out.run.part = part(field["shard"]);
  }
  Tally tally;
  for (const JsonField& item : field["accounts"].items()) {
    out.accounts.push_back(account(item));
    tally.add(out.accounts.back().verdict);
  }
  check_totals(field, tally);
  out.run.accounts = out.accounts.size();
  return out;
}

}  // namespace

tl::expected<StoredReport, std::string> read_report(std::string_view json) {
  const auto document = nlohmann::json::parse(json, nullptr, false);
  if (document.is_discarded()) {
    return tl::unexpected(std::string("not JSON"));
  }
  try {
    return report({document, ""});
  } catch (const BadField& error) {
    return tl::unexpected(std::string(error.what()));
  }
}

tl::expected<ShownAccount, std::string> read_account(const nlohmann::json& json) {
  try {
    return account({json, ""});
  } catch (const BadField& error) {
    return tl::unexpected(std::string(error.what()));
  }
}

}  // namespace pecprobe
