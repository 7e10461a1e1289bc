#include "probe/report/escaping.hpp"
#include "probe/report/nagios_status.hpp"
#include "probe/report/plain_summary.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/tally.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ostream>
#include <string>

namespace pecprobe {

namespace {

constexpr std::size_t k_shown_troubles = 5;

std::string service_words(const ShownService& service) {
  const std::string code(to_string(service.diagnosis.code));
  return service.verdict == Verdict::pass
             ? service.label + " ok"
             : fmt::format("{} {} ({})", service.label, code, nagios_text(service.diagnosis.text.title));
}

/// "ditta@pec.example: IMAP ok, POP3 auth_rejected (Credentials refused), password ends in 8 days".
std::string account_words(const ShownAccount& account, const NagiosLimits& limits) {
  std::vector<std::string> words;
  std::transform(account.services.begin(), account.services.end(), std::back_inserter(words), service_words);
  const auto name_days = [&](const std::string& what, const std::optional<int>& days, int critical) {
    if (days && (*days <= limits.warning_days || *days <= critical)) {
      words.push_back(fmt::format("{} days left: {}", what, *days));
    }
  };
  if (account.password) {
    name_days("password", account.password->state.days_left, limits.critical_password_days);
  }
  for (const ShownService& service : account.services) {
    if (service.tls) {
      name_days(service.label + " certificate", service.tls->days_left, limits.critical_certificate_days);
    }
  }
  if (words.empty()) {
    words.emplace_back("no service was tested");
  }
  return fmt::format("{}: {}", nagios_text(account_name(account)), fmt::join(words, ", "));
}

std::vector<std::string> account_data(const ShownAccount& account, const NagiosLimits& limits) {
  std::vector<std::string> data;
  for (const ShownService& service : account.services) {
    const std::string name = ascii_lower(service.label);
    data.push_back(fmt::format("{}={:.3f}s;;;0", nagios_label(name + "_time"), seconds(service.elapsed)));
    if (service.tls && service.tls->days_left) {
      data.push_back(nagios_days(name + "_certificate_days", *service.tls->days_left, limits.warning_days,
                                 limits.critical_certificate_days));
    }
  }
  if (account.password && account.password->state.days_left) {
    data.push_back(nagios_days("password_days", *account.password->state.days_left, limits.warning_days,
                               limits.critical_password_days));
  }
  return data;
}

class NagiosSink final : public ReportSink {
 public:
  NagiosSink(std::ostream& out, const NagiosLimits& limits) : m_out(out), m_limits(limits) {}

  void begin(const RunInfo&) override {}

  void add(const ShownAccount& account) override {
    const NagiosStatus status = nagios_status(account, m_limits);
    m_worst = std::max(m_worst, status);
    m_tally.add(account.verdict);
    if (m_tally.accounts() == 1) {
      const std::vector<std::string> data = account_data(account, m_limits);
      m_first = account_words(account, m_limits) + (data.empty() ? "" : fmt::format(" | {}", fmt::join(data, " ")));
    }
    if (status != NagiosStatus::ok && m_troubles.size() < k_shown_troubles) {
      m_troubles.push_back(account_words(account, m_limits));
    }
  }

  void end(const RunEnd& end) override {
    if (m_tally.accounts() == 0) {
      m_out << "PEC UNKNOWN - no account was tested\n";
    } else if (m_tally.accounts() == 1) {
      m_out << fmt::format("PEC {} - {}\n", to_string(m_worst), m_first);
    } else {
      m_out << several(end);
    }
  }

 private:
  [[nodiscard]] std::string several(const RunEnd& end) const {
    const std::size_t passed = m_tally.count(Verdict::pass);
    const std::string troubles = m_troubles.empty() ? std::string{} : fmt::format(": {}", fmt::join(m_troubles, "; "));
    std::string data = fmt::format("'time'={:.3f}s;;;0 'accounts'={};;;0", seconds(end.elapsed), m_tally.accounts());
    for (const Verdict verdict :
         {Verdict::pass, Verdict::fail, Verdict::temporary, Verdict::unverified, Verdict::skipped}) {
      data += fmt::format(" '{}'={};;;0", to_string(verdict), m_tally.count(verdict));
    }
    return fmt::format("PEC {} - {} of {} accounts passed{} | {}\n", to_string(m_worst), passed, m_tally.accounts(),
                       troubles, data);
  }

  std::ostream& m_out;
  NagiosLimits m_limits;
  NagiosStatus m_worst = NagiosStatus::ok;
  Tally m_tally;
  std::string m_first;                  // words and data of the first account
  std::vector<std::string> m_troubles;  // the first accounts that are not OK
};

}  // namespace

std::unique_ptr<ReportSink> make_nagios_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<NagiosSink>(out, options.nagios);
}

}  // namespace pecprobe
