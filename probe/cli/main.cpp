#include "probe/cli/ignored_environment.hpp"
#include "probe/cli/process.hpp"
#include "probe/cli/run.hpp"
#include "probe/cli/terminal/console.hpp"
#include "protocols/net/network.hpp"

#include <exception>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> ignored = pecprobe::ignored_variables(pecprobe::process_environment);
    pecprobe::forget_key_log();
    pecprobe::install_wiping_memory_hooks();  // before libcurl and OpenSSL allocate anything
    pecprobe::harden_process();
    return pecprobe::run({argv + (argc > 0 ? 1 : 0), argv + argc}, ignored);
  } catch (const std::exception&) {  // up to here only memory can be lacking
    return pecprobe::fail_for_lack_of_memory();
  }
}
