#include "protocols/imap/login.hpp"

#include "protocols/imap/authenticate.hpp"
#include "protocols/imap/capabilities.hpp"
#include "protocols/imap/login_command.hpp"
#include "protocols/sasl/mechanism.hpp"

#include <utility>

namespace pecprobe::imap {

std::unique_ptr<LoginAttempt> choose_login(std::string_view tag, const std::vector<std::string>& capabilities,
                                           const DialogueInput& input) {
  if (auto mechanism = choose_mechanism(mechanisms_of(capabilities), input.credentials)) {
    // RFC 4959 §3: the initial response may ride on the command only where SASL-IR is announced.
    const auto initial =
        offers(capabilities, "SASL-IR") ? InitialResponse::on_the_command : InitialResponse::when_asked;
    return std::make_unique<Authenticate>(tag, std::move(mechanism), initial, input.redactor);
  }
  if (offers(capabilities, "LOGINDISABLED")) {
    return nullptr;
  }
  return std::make_unique<LoginCommand>(tag, capabilities, input);
}

}  // namespace pecprobe::imap
