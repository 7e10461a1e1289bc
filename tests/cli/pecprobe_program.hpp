// Runs the built pecprobe with a known environment.
#pragma once

#include "tests/support/run_program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe::test {

struct PecprobeCall {
  std::vector<std::string> arguments;  // without the program
  std::string input{};
  /// On top of a locale that is English, a state folder of its own and no variable that would be ignored.
  std::vector<std::string> environment{};
};

inline ProgramRun pecprobe(PecprobeCall call) {
  static const TemporaryFolder state;  // nothing is written to the state of whoever runs the tests
  ProgramCall program;
  program.arguments = std::move(call.arguments);
  program.arguments.insert(program.arguments.begin(), PECPROBE_PROGRAM);
  program.input = std::move(call.input);
  program.environment = call.environment;
  program.environment.push_back("XDG_STATE_HOME=" + state.path().string());
  for (const char* variable :
       {"LC_ALL=en_GB.UTF-8", "SSLKEYLOGFILE=", "SSL_CERT_FILE=", "SSL_CERT_DIR=", "CURL_CA_BUNDLE=", "ALL_PROXY=",
        "http_proxy=", "https_proxy=", "HTTP_PROXY=", "HTTPS_PROXY=", "NO_PROXY=", "no_proxy=", "all_proxy="}) {
    const std::string_view name = std::string_view(variable).substr(0, std::string_view(variable).find('=') + 1);
    const auto& given = call.environment;  // a variable that stands twice means one thing to libc, another to a shell
    if (std::none_of(given.begin(), given.end(), [&](const auto& own) { return own.starts_with(name); })) {
      program.environment.emplace_back(variable);
    }
  }
  return run_program(program);
}

}  // namespace pecprobe::test
