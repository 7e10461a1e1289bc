// What servers say in free text, sorted into classes of wording, each wording with its source.
#pragma once

#include <span>
#include <string_view>

namespace pecprobe {

/// A class of wording. What follows from it depends on when it was said and on the code beside it:
/// that is the rules' business.
enum class Saying {
  // about the password and the account
  credentials_wrong,  // in so many words
  login_refused,      // no more than that it failed
  password_expired,
  app_password,
  locked,
  protocol_off,
  account_off,
  other_server,
  sender,
  // about limits
  connection_limit,
  attempts,
  rate,
  greylisted,
  in_use,
  over_quota,
  // about the server and the connection
  needs_tls,
  mechanism,
  certificate,
  temporary,
  not_connected,
  inactivity,
  denied,
};

struct Phrase {
  Saying saying;
  std::string_view pattern;  // see Words::match()
  std::string_view source;   // who says it, date
};

/// Every wording, by class.
[[nodiscard]] std::span<const Phrase> vocabulary() noexcept;

}  // namespace pecprobe
