// One mail handed in at a mail account's own server (RFC 6409): about a change, never as a part of a check.
#pragma once

#include "protocols/base/endpoint.hpp"
#include "protocols/base/secret.hpp"
#include "protocols/net/transfer_options.hpp"

#include <optional>
#include <stop_token>
#include <string>

namespace pecprobe {

struct MailSubmission {
  Endpoint endpoint;  // of SMTP
  std::string login;
  std::string from;  // addresses without CR, LF and angle brackets
  std::string to;
  std::string text;  // RFC 5322, lines ended by CR LF, none longer than 998 bytes
};

struct SubmissionFailure {
  std::string words;              // in English
  bool is_login_refused = false;  // nobody should try that password again
};

/// Logs in once, after TLS was verified, with PLAIN, or LOGIN where that alone is offered, and hands the mail in;
/// nothing when the server took it. `stop` outlives the call.
[[nodiscard]] std::optional<SubmissionFailure> submit_mail(const MailSubmission& mail, const Secret& password,
                                                           const TransferOptions& options,
                                                           const std::stop_token& stop = {});

}  // namespace pecprobe
