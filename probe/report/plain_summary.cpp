#include "probe/report/plain_summary.hpp"

namespace pecprobe {

std::string explanation_lines(const ShownDiagnosis& diagnosis, const Wording& wording) {
  std::string out;
  for (const Evidence& fact : diagnosis.evidence) {
    out += fmt::format("{}: {}\n", wording.text(fmt::format("evidence.{}", to_string(fact.kind))), fact.text);
  }
  out += diagnosis.text.cause + '\n';
  if (!diagnosis.text.advice.empty()) {
    out += wording.text("report.advice") + '\n';
  }
  for (const std::string& advice : diagnosis.text.advice) {
    out += "- " + advice + '\n';
  }
  if (!diagnosis.text.hypotheses.empty()) {
    out += wording.text("report.hypotheses") + '\n';
  }
  for (const HypothesisText& hypothesis : diagnosis.text.hypotheses) {
    out +=
        fmt::format("- {} {}\n", hypothesis.why, wording.text("report.settle", fmt::arg("settle", hypothesis.settle)));
  }
  return out;
}

std::string step_lines(const ShownService& service) {
  std::string out;
  for (const ShownStep& step : service.steps) {
    out += fmt::format("{}: {}", to_string(step.step), to_string(step.status));
    if (step.status != StepStatus::skip) {
      out += fmt::format(", {:.1f} ms", seconds(step.took) * 1000);
    }
    out += step.detail.empty() ? "\n" : ", " + step.detail + '\n';
  }
  return out;
}

std::string account_name(std::string_view address, std::string_view login) {
  return login == address ? std::string(address) : fmt::format("{} ({})", address, login);
}

std::string account_name(const ShownAccount& account) { return account_name(account.address, account.login); }

double seconds(Duration duration) noexcept { return std::chrono::duration<double>(duration).count(); }

}  // namespace pecprobe
