// Prints changes for a checker outside this program, as a JSON array: every sample account, under its alias and under
// its address.
#include "tests/unit/hooks/sample_change.hpp"

#include <iostream>

int main() {
  using namespace pecprobe;
  std::cout << "[" << test::sample_body();
  for (const test::NamedResult& sample : test::sample_results()) {
    for (const AccountLabel label : {AccountLabel::hash, AccountLabel::address}) {
      monitor::Change change = test::sample_change();
      change.address = sample.result.account.address;
      change.is_first = true;
      std::cout << ",\n"
                << hooks::change_body(hooks::kept_change(change, sample.result, test::sample_telling()), label);
    }
  }
  std::cout << "]\n";
}
