// The built program checking the account that every scenario of pecmock has.
#pragma once

#include "tests/integration/checked_service.hpp"
#include "tests/support/run_program.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace pecprobe::test {

struct PecprobeRun {
  std::vector<std::string> options;        // of `pecprobe check`, behind address and source of the password
  std::vector<std::string> environment{};  // "NAME=value"; no variable that would be ignored is set otherwise
};

/// Empty values for the variables that the program would ignore and say so.
[[nodiscard]] inline std::vector<std::string> without_ignored_variables() {
  return {"SSLKEYLOGFILE=", "SSL_CERT_FILE=", "SSL_CERT_DIR=", "CURL_CA_BUNDLE=", "ALL_PROXY=", "all_proxy=",
          "HTTP_PROXY=",    "http_proxy=",    "HTTPS_PROXY=",  "https_proxy=",    "NO_PROXY=",  "no_proxy="};
}

[[nodiscard]] inline ProgramRun run_pecprobe(const PecprobeRun& run) {
  ProgramCall call;
  call.arguments = {PECPROBE_PROGRAM, "check", std::string(k_login), "--password-stdin", "--no-memory"};
  if (std::find(run.options.begin(), run.options.end(), "--lang") == run.options.end()) {
    call.arguments.insert(call.arguments.end(), {"--lang", "en"});
  }
  call.arguments.insert(call.arguments.end(), run.options.begin(), run.options.end());
  call.input = std::string(k_password) + "\n";
  call.environment = run.environment;  // the first of a name counts
  for (std::string& variable : without_ignored_variables()) {
    call.environment.push_back(std::move(variable));
  }
  return run_program(call);
}

}  // namespace pecprobe::test
