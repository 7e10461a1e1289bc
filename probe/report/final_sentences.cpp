#include "probe/report/final_sentences.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace pecprobe {

namespace {

/// "IMAP and POP3".
std::string enumerated(const std::vector<std::string>& names, const Wording& wording) {
  if (names.size() < 2) {
    return names.empty() ? std::string{} : names.front();
  }
  const std::vector<std::string> all_but_last(names.begin(), names.end() - 1);
  return wording.text("report.and", fmt::arg("first", fmt::format("{}", fmt::join(all_but_last, ", "))),
                      fmt::arg("last", names.back()));
}

}  // namespace

std::string final_sentence(const ShownAccount& account, Direction direction, const Wording& wording) {
  std::vector<std::string> passed;
  std::vector<std::string> others;
  Verdict worst = Verdict::pass;
  for (const ShownService& service : account.services) {
    if (direction_of(service.endpoint.protocol) == direction) {
      const Verdict verdict = service.verdict;
      worst = std::max(worst, verdict);
      (verdict == Verdict::pass ? passed : others).push_back(service.label);
    }
  }
  const bool is_mixed = !passed.empty() && !others.empty();
  const std::string_view outcome = passed.empty() && others.empty() ? "absent" : is_mixed ? "some" : to_string(worst);
  return wording.text(fmt::format("final.{}.{}", to_string(direction), outcome),
                      fmt::arg("passed", enumerated(passed, wording)), fmt::arg("others", enumerated(others, wording)));
}

std::string verdict_sentence(const ShownAccount& account, const Wording& wording) {
  const std::string verdict = wording.text(fmt::format("verdict.{}", to_string(account.verdict)));
  std::vector<std::string> services;
  for (const ShownService& service : account.services) {
    const std::string word = wording.text(fmt::format("verdict_short.{}", to_string(service.verdict)));
    services.push_back(
        wording.text("report.service_verdict", fmt::arg("service", service.label), fmt::arg("verdict", word)));
  }
  return services.empty() ? wording.text("report.verdict", fmt::arg("verdict", verdict))
                          : wording.text("report.verdict_services", fmt::arg("verdict", verdict),
                                         fmt::arg("services", fmt::format("{}", fmt::join(services, ", "))));
}

}  // namespace pecprobe
