#include "probe/report/final_sentences.hpp"

#include "probe/report/diagnosis_text.hpp"
#include "protocols/base/text.hpp"

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

/// "IMAP", with its address where the account was tested at several.
std::string label(const ServiceResult& service, const AccountResult& account) {
  const Protocol protocol = service.facts.endpoint.protocol;
  const auto is_same = [&](const ServiceResult& other) { return other.facts.endpoint.protocol == protocol; };
  const bool is_only = std::count_if(account.services.begin(), account.services.end(), is_same) < 2;
  const auto& address = service.facts.connect.address;
  return service_name(protocol) + (is_only || !address ? std::string{} : " " + printable(*address));
}

}  // namespace

std::string final_sentence(const AccountResult& account, Direction direction, const Wording& wording) {
  std::vector<std::string> passed;
  std::vector<std::string> others;
  Verdict worst = Verdict::pass;
  for (const ServiceResult& service : account.services) {
    if (direction_of(service.facts.endpoint.protocol) == direction) {
      const Verdict verdict = service.verdict();
      worst = std::max(worst, verdict);
      (verdict == Verdict::pass ? passed : others).push_back(label(service, account));
    }
  }
  const bool is_mixed = !passed.empty() && !others.empty();
  const std::string_view outcome = passed.empty() && others.empty() ? "absent" : is_mixed ? "some" : to_string(worst);
  return wording.text(fmt::format("final.{}.{}", to_string(direction), outcome),
                      fmt::arg("passed", enumerated(passed, wording)), fmt::arg("others", enumerated(others, wording)));
}

std::string verdict_sentence(const AccountResult& account, const Wording& wording) {
  const std::string verdict = wording.text(fmt::format("verdict.{}", to_string(account.verdict())));
  std::vector<std::string> services;
  for (const ServiceResult& service : account.services) {
    const std::string word = wording.text(fmt::format("verdict_short.{}", to_string(service.verdict())));
    services.push_back(wording.text("report.service_verdict", fmt::arg("service", label(service, account)),
                                    fmt::arg("verdict", word)));
  }
  return services.empty() ? wording.text("report.verdict", fmt::arg("verdict", verdict))
                          : wording.text("report.verdict_services", fmt::arg("verdict", verdict),
                                         fmt::arg("services", fmt::format("{}", fmt::join(services, ", "))));
}

}  // namespace pecprobe
