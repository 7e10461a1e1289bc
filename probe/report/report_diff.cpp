#include "probe/report/report_diff.hpp"

#include "probe/model/iso_date.hpp"
#include "probe/report/plain_summary.hpp"
#include "probe/report/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace pecprobe {

namespace {

const ShownAccount* counterpart(const std::vector<ShownAccount>& accounts, const ShownAccount& account) {
  const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const ShownAccount& other) {
    return other.address == account.address && other.login == account.login;
  });
  return found == accounts.end() ? nullptr : &*found;
}

const ShownService* counterpart(const ShownAccount* account, const ShownService& service) {
  if (account == nullptr) {
    return nullptr;
  }
  const auto found = std::find_if(account->services.begin(), account->services.end(),
                                  [&](const ShownService& other) { return other.label == service.label; });
  return found == account->services.end() ? nullptr : &*found;
}

const CertificateFacts* certificate_of(const ShownService& service) {
  return service.tls && !service.tls->chain.empty() ? &service.tls->chain.front() : nullptr;
}

/// Gathers the changes of one account.
class Comparison {
 public:
  Comparison(std::vector<Change>& out, std::string account) : m_out(out), m_account(std::move(account)) {}

  void add(ChangeKind kind, std::string service, std::string before, std::string after) {
    m_out.push_back({kind, m_account, std::move(service), std::move(before), std::move(after)});
  }

  void compare(const ShownService* before, const ShownService& after) {
    const std::string code(to_string(after.diagnosis.code));
    const std::string former = before == nullptr ? std::string{} : std::string(to_string(before->diagnosis.code));
    const bool was_failing = before != nullptr && before->verdict == Verdict::fail;
    if (after.verdict == Verdict::fail && !was_failing) {
      add(ChangeKind::newly_broken, after.label, former, code);
    } else if (before == nullptr) {
      add(ChangeKind::added, after.label, "", code);
    } else if (after.verdict == Verdict::pass && before->verdict != Verdict::pass) {
      add(ChangeKind::newly_fixed, after.label, former, code);
    } else if (former != code) {
      add(ChangeKind::cause_changed, after.label, former, code);
    }
    if (before != nullptr) {
      compare_certificates(*before, after);
    }
  }

  void compare(const std::optional<ShownPassword>& before, const std::optional<ShownPassword>& after) {
    if (before && after && before->dates.expires && after->dates.expires &&
        *after->dates.expires < *before->dates.expires) {
      add(ChangeKind::expires_sooner, "", iso_date(*before->dates.expires), iso_date(*after->dates.expires));
    }
  }

 private:
  void compare_certificates(const ShownService& before, const ShownService& after) {
    const CertificateFacts* old_one = certificate_of(before);
    const CertificateFacts* new_one = certificate_of(after);
    if (old_one == nullptr || new_one == nullptr || old_one->sha256 == new_one->sha256) {
      return;
    }
    add(ChangeKind::certificate_changed, after.label, old_one->sha256, new_one->sha256);
    if (new_one->not_after < old_one->not_after) {
      add(ChangeKind::expires_sooner, after.label, report_time(old_one->not_after), report_time(new_one->not_after));
    }
  }

  std::vector<Change>& m_out;
  std::string m_account;
};

void add_removed(std::vector<Change>& out, const ShownAccount& before, const ShownAccount* after) {
  for (const ShownService& service : before.services) {
    if (counterpart(after, service) == nullptr) {
      Comparison(out, account_name(before))
          .add(ChangeKind::removed, service.label, std::string(to_string(service.diagnosis.code)), "");
    }
  }
}

}  // namespace

std::string_view to_string(ChangeKind kind) noexcept {
  switch (kind) {
    case ChangeKind::newly_broken: return "newly_broken";
    case ChangeKind::newly_fixed: return "newly_fixed";
    case ChangeKind::cause_changed: return "cause_changed";
    case ChangeKind::certificate_changed: return "certificate_changed";
    case ChangeKind::expires_sooner: return "expires_sooner";
    case ChangeKind::added: return "added";
    case ChangeKind::removed: return "removed";
  }
  return "";
}

std::vector<Change> changes(const StoredReport& before, const StoredReport& after) {
  std::vector<Change> out;
  for (const ShownAccount& account : after.accounts) {
    const ShownAccount* former = counterpart(before.accounts, account);
    Comparison comparison(out, account_name(account));
    for (const ShownService& service : account.services) {
      comparison.compare(counterpart(former, service), service);
    }
    if (former != nullptr) {
      comparison.compare(former->password, account.password);
    }
  }
  for (const ShownAccount& account : before.accounts) {
    add_removed(out, account, counterpart(after.accounts, account));
  }
  return out;
}

std::string changes_text(const std::vector<Change>& changes, Language language) {
  const Wording& wording = Wording::of(language);
  std::string out;
  for (int number = 0; number <= static_cast<int>(ChangeKind::removed); ++number) {
    const auto kind = static_cast<ChangeKind>(number);
    bool is_first = true;
    for (const Change& change : changes) {
      if (change.kind == kind) {
        out += is_first ? wording.text(fmt::format("change.{}", to_string(kind))) + ":\n" : "";
        is_first = false;
        out += fmt::format("  {}{}{}: {} → {}\n", change.account, change.service.empty() ? "" : " ", change.service,
                           change.before.empty() ? "-" : change.before, change.after.empty() ? "-" : change.after);
      }
    }
  }
  return out.empty() ? wording.text("report.no_changes") + '\n' : out;
}

std::string changes_json(const std::vector<Change>& changes) {
  using Json = nlohmann::ordered_json;
  const auto text_or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  Json list = Json::array();
  for (const Change& change : changes) {
    list.push_back({{"kind", to_string(change.kind)},
                    {"account", change.account},
                    {"service", text_or_null(change.service)},
                    {"before", text_or_null(change.before)},
                    {"after", text_or_null(change.after)}});
  }
  const Json document = {{"schema", "pecprobe.diff/1"}, {"changes", std::move(list)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace pecprobe
