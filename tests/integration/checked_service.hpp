// Services checked over the real network code inside the test's own process, and what came of each.
#pragma once

#include "probe/model/diagnosis.hpp"
#include "protocols/net/network.hpp"
#include "protocols/wire/service_facts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

/// The account that every scenario of pecmock has.
inline constexpr std::string_view k_login = "casella@pec.example";
inline constexpr std::string_view k_password = "app-password-1";

struct CheckedService {
  ServiceFacts facts;
  Diagnosis diagnosis;  // of this service alone
  std::vector<Warning> warnings;

  [[nodiscard]] bool logged_in() const noexcept { return facts.dialogue.auth.accepted; }
};

/// Checks all endpoints at once; the results are in their order. Throws std::runtime_error with the network's own
/// sentence when it cannot be used.
[[nodiscard]] std::vector<CheckedService> check_services(const NetworkOptions& options,
                                                         const std::vector<Endpoint>& endpoints);

/// Whether bytes that travelled hold the password, as it is or as a login sends it.
[[nodiscard]] bool holds_password(std::string_view bytes);

}  // namespace pecprobe::test
