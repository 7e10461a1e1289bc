#include "probe/cli/ignored_environment.hpp"
#include "probe/cli/process.hpp"
#include "probe/cli/run.hpp"
#include "protocols/net/network.hpp"

#include <string>
#include <vector>

int main(int argc, char** argv) {
  const std::vector<std::string> ignored = pecprobe::ignored_variables(pecprobe::process_environment);
  pecprobe::forget_key_log();
  pecprobe::install_wiping_memory_hooks();  // before libcurl and OpenSSL allocate anything
  pecprobe::harden_process();
  return pecprobe::run({argv + (argc > 0 ? 1 : 0), argv + argc}, ignored);
}
