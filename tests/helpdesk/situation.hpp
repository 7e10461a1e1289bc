// What a caller of the helpdesk has in front of them: an account, what they know of it, and what each
// service answered. Results come out of it as a run would leave them.
#pragma once

#include "probe/model/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

struct Situation {
  std::string_view name;  // of its golden files
  Account account;
  std::string password = "Xk7mQ2vTb9Lp";
  std::vector<ServiceFacts> services;
};

/// `ditta@pec.example` at Aruba, with nothing known besides.
[[nodiscard]] Account at_aruba();
[[nodiscard]] Account at_legalmail();
/// The same with what the person knows.
[[nodiscard]] Account knowing(Account account, TwoStep two_step, int days_since_issued);

/// The servers of the account's provider, each going well. The further functions end such a service.
[[nodiscard]] ServiceFacts accepted(const Account& account, Protocol protocol);
[[nodiscard]] ServiceFacts refused(ServiceFacts service, Stop stop, std::string_view line);
/// With the words that Aruba and Dovecot use for every cause.
[[nodiscard]] ServiceFacts refused_generically(ServiceFacts service);
[[nodiscard]] ServiceFacts with_certificate(ServiceFacts service, CertificateProblem problem, const std::string& issuer,
                                            std::chrono::sys_days begins, std::chrono::sys_days ends);
[[nodiscard]] ServiceFacts without_tls(ServiceFacts service, std::string_view bytes);
[[nodiscard]] ServiceFacts unanswered(ServiceFacts service);
[[nodiscard]] ServiceFacts unknown_name(ServiceFacts service, const std::string& host);

/// Diagnosed, with its warnings, on the samples' day.
[[nodiscard]] AccountResult concluded(const Situation& situation);

[[nodiscard]] std::vector<Situation> refusals();
[[nodiscard]] std::vector<Situation> refusals_with_a_reason();
[[nodiscard]] std::vector<Situation> connections();
[[nodiscard]] std::vector<Situation> mailboxes();

}  // namespace pecprobe::test
