// Prints histories as a JSON array, for readers other than ours.
#include "tests/unit/monitor/sample_history.hpp"

#include <iostream>

int main() {
  using namespace pecprobe;
  monitor::HistoryReport without_archive = test::sample_history();
  without_archive.accounts.pop_back();
  std::cout << '[' << history_json(test::sample_history()) << ',' << history_json(without_archive) << "]\n";
  return 0;
}
