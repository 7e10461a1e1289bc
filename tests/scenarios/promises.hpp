// What the program promises about every run, checked on the servers' journal and on everything that it wrote.
#pragma once

#include "tests/scenarios/client_run.hpp"

#include <string>
#include <vector>

namespace pecprobe::test {

/// One sentence for each promise that the run broke: a second connection or login attempt of a service, a login
/// outside verified TLS (allowed with ProbeMode::cleartext alone), a command that could change or read a mailbox,
/// bytes in clear behind STARTTLS.
[[nodiscard]] std::vector<std::string> broken_promises(const ClientRun& run, pecmock::ProbeMode mode);

/// One sentence for each place where the password, or what the client made of it on the wire, stands in something that
/// the program wrote.
[[nodiscard]] std::vector<std::string> betrayals(const ClientRun& run, const pecmock::ProbeSpec& probe);

}  // namespace pecprobe::test
