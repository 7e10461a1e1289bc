#include "protocols/wire/step.hpp"

namespace pecprobe {

std::string_view to_string(Step step) noexcept {
  switch (step) {
    case Step::resolve: return "resolve";
    case Step::connect: return "connect";
    case Step::tls: return "tls";
    case Step::greeting: return "greeting";
    case Step::capabilities: return "capabilities";
    case Step::starttls: return "starttls";
    case Step::authenticate: return "authenticate";
    case Step::mailbox: return "mailbox";
    case Step::sender: return "sender";
    case Step::recipient: return "recipient";
    case Step::logout: return "logout";
  }
  return "";
}

std::string_view to_string(StepStatus status) noexcept {
  switch (status) {
    case StepStatus::pass: return "pass";
    case StepStatus::fail: return "fail";
    case StepStatus::skip: return "skip";
  }
  return "";
}

}  // namespace pecprobe
