#include "tests/integration/checked_service.hpp"

#include "probe/diagnosis/diagnose.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace pecprobe::test {

std::vector<CheckedService> check_services(const NetworkOptions& options, const std::vector<Endpoint>& endpoints) {
  auto network = Network::create(options);
  if (!network) {
    throw std::runtime_error(network.error().file + ": " + network.error().detail);
  }
  const Credentials credentials{std::string(k_login), Secret{k_password}};
  const Redactor redactor(credentials.password, credentials.login);
  std::vector<CheckedService> checked(endpoints.size());
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    (*network)->start({endpoints[i], credentials, redactor, {}, {}, {}},
                      [&service = checked[i]](ServiceFacts facts) { service.facts = std::move(facts); });
  }
  (*network)->run();
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  for (CheckedService& service : checked) {
    service.diagnosis = diagnose({&service.facts, 1}, {TwoStep::unknown, {}, today}).front();
    service.warnings = service_warnings(service.facts, today);
  }
  return checked;
}

bool holds_password(std::string_view bytes) {
  const std::string plain =
      std::string("\0", 1) + std::string(k_login) + std::string("\0", 1) + std::string(k_password);
  const std::vector<std::string> forms = {std::string(k_password), base64_encode(k_password), base64_encode(plain)};
  return std::any_of(forms.begin(), forms.end(),
                     [&](const std::string& form) { return bytes.find(form) != std::string_view::npos; });
}

}  // namespace pecprobe::test
