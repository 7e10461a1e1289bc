// One PEC provider (gestore) as the provider table knows it.
#pragma once

#include "protocols/base/endpoint.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// What the user name looks like at a provider.
enum class LoginForm { full_address, user_id, unknown };

/// How well a row is founded; the data file says where it comes from.
enum class SourceCertainty { sure, medium, low, unknown };

struct Provider {
  std::string id;
  std::string name;
  std::vector<std::string> domains;  // mailbox domains, lower case; a sub-domain of one belongs to it too
  std::vector<Endpoint> endpoints;   // in the order imap, pop3, smtp; a service that is not known is absent
  LoginForm login_form = LoginForm::unknown;
  SourceCertainty certainty = SourceCertainty::unknown;
  std::vector<std::string> sources;        // "who says it, date"
  std::optional<int> app_password_months;  // validity of the password for mail programs
  std::optional<int> app_password_days;    // the same where the provider counts in days
};

}  // namespace pecprobe
