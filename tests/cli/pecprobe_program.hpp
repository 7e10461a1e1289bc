// Runs the built pecprobe with a known environment.
#pragma once

#include "tests/support/run_program.hpp"

#include <string>
#include <utility>
#include <vector>

namespace pecprobe::test {

struct PecprobeCall {
  std::vector<std::string> arguments;  // without the program
  std::string input{};
  std::vector<std::string> environment{};  // on top of a locale that is English and no variable that would be ignored
};

inline ProgramRun pecprobe(PecprobeCall call) {
  ProgramCall program;
  program.arguments = std::move(call.arguments);
  program.arguments.insert(program.arguments.begin(), PECPROBE_PROGRAM);
  program.input = std::move(call.input);
  program.environment = std::move(call.environment);
  for (const char* variable :
       {"LC_ALL=en_GB.UTF-8", "SSLKEYLOGFILE=", "SSL_CERT_FILE=", "SSL_CERT_DIR=", "CURL_CA_BUNDLE=", "ALL_PROXY=",
        "http_proxy=", "https_proxy=", "HTTP_PROXY=", "HTTPS_PROXY=", "NO_PROXY=", "no_proxy=", "all_proxy="}) {
    program.environment.emplace_back(variable);
  }
  return run_program(program);
}

}  // namespace pecprobe::test
