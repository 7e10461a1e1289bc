#include "protocols/net/network.hpp"
#include "tests/bench/benchmarks.hpp"

#include <benchmark/benchmark.h>

int main(int argc, char** argv) {
  pecprobe::install_wiping_memory_hooks();  // as pecprobe itself does: it is a part of the cost
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 2;
  }
  pecprobe::bench::register_dialogue_benchmarks();
  pecprobe::bench::register_login_benchmarks();
  return benchmark::RunSpecifiedBenchmarks() > 0 ? 0 : 1;
}
