// Prints a JSON array of reports for validate_reports.py: every sample, every code, in both languages, and a run
// without an account.
#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <iostream>

int main() {
  using namespace pecprobe;
  std::cout << '[';
  const char* separator = "";
  const auto print = [&](const std::vector<AccountResult>& accounts, Language language) {
    SinkOptions options;
    options.language = language;
    std::cout << separator << test::rendered("json", accounts, options);
    separator = ",";
  };
  for (const Language language : {Language::italian, Language::english}) {
    std::vector<AccountResult> all;
    for (const test::NamedResult& sample : test::sample_results()) {
      print({sample.result}, language);
      all.push_back(sample.result);
    }
    for (const CodeInfo& code : all_codes()) {
      all.push_back(test::account_that_ended_in(code.code));
    }
    print(all, language);
    print({}, language);
  }
  std::cout << "]\n";
}
