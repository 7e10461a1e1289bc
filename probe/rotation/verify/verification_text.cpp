// A verification for a person.
#include "probe/model/iso_date.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/layout.hpp"
#include "probe/report/text_service.hpp"
#include "probe/rotation/verify/sentences.hpp"
#include "probe/rotation/verify/verification_report.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace pecprobe {

namespace {

constexpr std::string_view k_margin = "    ";
constexpr std::string_view k_inner_margin = "          ";
constexpr std::size_t k_answer_column = 34;

class VerificationWriter {
 public:
  VerificationWriter(const VerificationReport& report, const SinkOptions& options)
      : m_report(report),
        m_done(report.verification),
        m_style{Wording::of(options.language), options},
        m_shown(shown(report.verification.account, m_style.wording, report.today)) {}

  [[nodiscard]] std::string text(Success success) const {
    std::string out = m_style.options.quiet ? std::string{} : head() + answers() + old_password_answer();
    out += findings();
    if (!m_style.options.quiet) {
      out += '\n' + logins() + record() + programs() + evidence();
    }
    out += painted(wrapped("", result_sentence(m_report, m_style.options.language)), tone(), m_style.options.colour);
    if (success == Success::yes) {
      out += painted(wording().text("report.success"), Tone::good, m_style.options.colour) + '\n';
    }
    return out;
  }

 private:
  [[nodiscard]] const Wording& wording() const { return m_style.wording; }
  [[nodiscard]] bool is(VerificationResult result) const noexcept { return m_done.outcome.result == result; }
  [[nodiscard]] bool is_rotation() const noexcept { return m_done.kind == VerificationKind::rotation; }

  [[nodiscard]] std::string head() const {
    const std::string address = painted(m_shown.address, Tone::strong, m_style.options.colour);
    return wording().text("report.run", fmt::arg("version", printable(m_report.tool.version)),
                          fmt::arg("when", local_minute(m_report.started_at, wording()))) +
           "\n\n" + address + '\n';
  }

  /// "    SMTP  localhost:465      accepted", and below it what the server said.
  [[nodiscard]] std::string row(const ServiceResult& service, const std::string& said) const {
    const std::string server = wording().text(
        "verification.row", fmt::arg("service", padded(service_name(service.facts.endpoint.protocol), 4)),
        fmt::arg("server", printable(authority(service.facts.endpoint))));
    const std::string answer = wording().text(fmt::format("verification_answer.{}", to_string(answer_of(service))));
    const Tone tone = tone_of(info(service.diagnosis.code).verdict);
    return std::string(k_margin) + padded(server, k_answer_column) + "  " +
           (is_rotation() ? painted(answer, tone, m_style.options.colour) : answer) + '\n' + quote(said);
  }

  [[nodiscard]] std::string quote(const std::string& said) const {
    if (said.empty()) {
      return "";
    }
    const std::string line = std::string(k_inner_margin) + wording().text("verification.said", fmt::arg("line", said));
    return (m_style.options.verbose ? line : shortened(line, k_columns)) + '\n';
  }

  /// How often it was asked, where that was more than once, or why it was not.
  [[nodiscard]] std::string tries_text(std::size_t place) const {
    const ServiceTries& tries = m_done.tries[place];
    if (answer_of(m_done.account.services[place]) == PasswordAnswer::not_tried) {
      const bool is_lock =
          std::any_of(m_done.account.services.begin(), m_done.account.services.end(), speaks_of_a_lock);
      return wrapped(k_inner_margin,
                     wording().text(is_lock ? "verification.spared_for_a_lock" : "verification.spared"));
    }
    return tries.logins < 2
               ? std::string{}
               : wrapped(k_inner_margin,
                         wording().text("verification.tries",
                                        fmt::arg("attempts", wording().count("count.attempts",
                                                                             static_cast<std::uint64_t>(tries.logins))),
                                        fmt::arg("waited", waiting_time(tries.waited, wording()))));
  }

  [[nodiscard]] std::string answers() const {
    std::string out =
        "  " + wording().text(is_rotation() ? "verification.new_password" : "verification.deactivated_password") + '\n';
    for (std::size_t i = 0; i < m_done.account.services.size(); ++i) {
      const ServiceResult& service = m_done.account.services[i];
      const bool is_all = !is_told_below(service);
      out += row(service, is_all ? said_by(service) : std::string{}) + tries_text(i);
      out += is_all ? memory_text(m_shown.services[i].auth, m_style) : std::string{};
    }
    return out;
  }

  [[nodiscard]] std::string old_password_answer() const {
    return m_done.old_password ? "  " + wording().text("verification.old_password") + '\n' +
                                     row(*m_done.old_password, said_by(*m_done.old_password))
                               : std::string{};
  }

  /// Whether more is said of a service than its answer: it is not the one that was wanted, and neither the guard nor,
  /// while others accept the password, propagation explains it. With -v whatever was not wanted.
  [[nodiscard]] bool is_told_below(const ServiceResult& service) const {
    const PasswordAnswer answer = answer_of(service);
    const bool is_wanted = answer == (is_rotation() ? PasswordAnswer::accepted : PasswordAnswer::refused);
    const bool is_lagging = is(VerificationResult::half_done) && may_be_propagation(service);
    return !is_wanted && answer != PasswordAnswer::accepted && answer != PasswordAnswer::not_tried &&
           (!is_lagging || m_style.options.verbose);
  }

  [[nodiscard]] std::string findings() const {
    std::string out;
    std::string remedies;
    for (std::size_t i = 0; i < m_done.account.services.size(); ++i) {
      if (is_told_below(m_done.account.services[i])) {
        out += finding(m_shown.services[i], remedies);
      }
    }
    if (is(VerificationResult::old_password_still_accepted)) {
      AccountResult of_old_password = m_done.account;
      of_old_password.services = {*m_done.old_password};
      out += finding(shown(of_old_password, wording(), m_report.today).services.front(), remedies);
    }
    return out;
  }

  /// Why a service did not do what it should and, unless the one before had the same, the `remedies`.
  [[nodiscard]] std::string finding(const ShownService& service, std::string& remedies) const {
    TextStyle steps = m_style;
    steps.options.quiet = !m_style.options.verbose;  // the steps are what a check is for
    std::string out = '\n' + steps_text(service, steps) + finding_text(service.diagnosis, m_style) +
                      memory_text(service.auth, m_style);
    const std::string former = std::exchange(remedies, remedies_text(service.diagnosis.text, m_style));
    out += remedies == former ? std::string{} : remedies;
    out += provider_text(service.diagnosis.text, m_style);
    return m_style.options.verbose && !service.dialogue.empty() ? out + dialogue_text(service, m_style) : out;
  }

  [[nodiscard]] std::string logins() const {
    const bool both = m_done.logins_with_old_password() > 0;
    return wrapped(
        "", wording().text(both ? "verification.logins_both" : "verification.logins",
                           fmt::arg("count", m_done.logins_with_new_password() + m_done.logins_with_old_password())));
  }

  [[nodiscard]] std::string record() const {
    const bool is_deactivation = m_report.recorded && m_report.recorded->deactivated;
    return wrapped("", recorded_sentence(m_report.recorded, wording())) +
           (is_deactivation ? wrapped("", wording().text("verification.mistyped")) : std::string{});
  }

  [[nodiscard]] std::string fields_of(const ChecklistItem& item) const {
    std::vector<std::string> fields;
    for (const PasswordField& field : item.fields) {
      fields.push_back(
          wording().text("verification.fields", fmt::arg("tab", field.tab), fmt::arg("field", field.label)));
    }
    return fields.empty() ? wording().text("verification.fields_unknown") : fmt::format("{}", fmt::join(fields, "; "));
  }

  /// The programs that need the new password, once it is known to be the one.
  [[nodiscard]] std::string programs() const {
    if (!is(VerificationResult::complete)) {
      return "";
    }
    if (m_report.programs.empty()) {
      const auto issued = m_report.recorded ? m_report.recorded->issued : m_report.today;
      return wrapped("", wording().text("verification.update_none", fmt::arg("address", m_shown.address),
                                        fmt::arg("issued", iso_date(issued))));
    }
    std::string out = wording().text("verification.update") + '\n';
    for (const ChecklistItem& item : checklist(m_report.programs, m_report.settings, m_style.options.language)) {
      const bool is_done = item.program.updated == Updated::yes;
      out += "  " +
             wording().text(is_done ? "verification.done" : "verification.open",
                            fmt::arg("program", printable(item.program.name))) +
             '\n';
      if (!is_done) {
        out += wrapped("      ", fields_of(item)) + (item.where.empty() ? "" : wrapped("      ", item.where));
      }
    }
    return out + other_accounts() +
           wrapped("", wording().text("verification.tick", fmt::arg("address", m_shown.address)));
  }

  /// What the box has besides, whose passwords are easily forgotten or mixed up.
  [[nodiscard]] std::string other_accounts() const {
    const Provider* provider = m_report.settings.provider;
    if (provider == nullptr || m_done.account.account.kind != AccountKind::mailbox) {
      return "";
    }
    return (provider->has_archive ? wrapped("  - ", wording().text("verification.archive")) : "") +
           (provider->multiuser_menu.empty() ? "" : wrapped("  - ", wording().text("verification.multiuser")));
  }

  [[nodiscard]] std::string evidence() const {
    return m_report.evidence ? wrapped("", wording().text("verification.evidence",
                                                          fmt::arg("file", printable(m_report.evidence->path)),
                                                          fmt::arg("sha256", m_report.evidence->sha256)))
                             : std::string{};
  }

  [[nodiscard]] Tone tone() const noexcept {
    switch (m_done.outcome.result) {
      case VerificationResult::complete:
      case VerificationResult::deactivated: return Tone::good;
      case VerificationResult::unverifiable: return Tone::caution;
      case VerificationResult::half_done:
      case VerificationResult::old_password_still_accepted:
      case VerificationResult::new_password_refused:
      case VerificationResult::deactivated_password_still_accepted: break;
    }
    return Tone::bad;
  }

  const VerificationReport& m_report;
  const Verification& m_done;
  TextStyle m_style;
  ShownAccount m_shown;
};

}  // namespace

std::string verification_text(const VerificationReport& report, Success success, const SinkOptions& options) {
  return VerificationWriter(report, options).text(success);
}

}  // namespace pecprobe
