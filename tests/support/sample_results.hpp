// Finished results as a run would leave them, for tests of whatever shows or stores them.
#pragma once

#include "probe/model/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

/// Sunday 22 November 2026: the day of every sample's run.
[[nodiscard]] std::chrono::sys_days sample_day();

/// A service of `gestore.example` that passed, with implicit TLS.
[[nodiscard]] ServiceResult passed_service(Protocol protocol);

/// All three services passed; the password is valid until February.
[[nodiscard]] AccountResult good_account();
/// IMAP and POP3 refused with the same words, SMTP left out by the guard.
[[nodiscard]] AccountResult rejected_account();
/// IMAP and SMTP end at an expired certificate: nothing secret was sent.
[[nodiscard]] AccountResult expired_certificate_account();
/// The host name does not exist.
[[nodiscard]] AccountResult unknown_host_account();
/// SMTP refuses with 554 before any login; one address refused the connection before.
[[nodiscard]] AccountResult denied_greeting_account();
/// IMAP lets in and says that the mailbox is full; POP3 is switched off, SMTP passes.
[[nodiscard]] AccountResult full_mailbox_account();
/// What hostile_account() makes of itself: escape sequences, bidirectional controls, NUL, invalid UTF-8.
[[nodiscard]] std::string hostile_text();
/// Every text of the server is an attack on terminals, parsers or layouts; a few have a tail that is too long.
[[nodiscard]] AccountResult hostile_account(const std::string& text = hostile_text(),
                                            const std::string& tail = std::string(20'000, 'x'));

struct NamedResult {
  std::string_view name;
  AccountResult result;
};
/// All of the above.
[[nodiscard]] std::vector<NamedResult> sample_results();

/// An account whose IMAP service ended in `code`, for what must hold for every code.
[[nodiscard]] AccountResult account_that_ended_in(Code code);

}  // namespace pecprobe::test
