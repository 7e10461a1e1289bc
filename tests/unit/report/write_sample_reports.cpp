// Prints reports for checkers outside this program. Without an argument a JSON array for validate_reports.py: every
// sample, every code, in both languages, and a run without an account. With a format's name, one report of all that.
#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <iostream>

namespace {

std::vector<pecprobe::AccountResult> all_accounts() {
  using namespace pecprobe;
  std::vector<AccountResult> all;
  for (test::NamedResult& sample : test::sample_results()) {
    all.push_back(std::move(sample.result));
  }
  for (const CodeInfo& code : all_codes()) {
    AccountResult account = test::account_that_ended_in(code.code);
    account.account.address = account.account.login = std::string(code.id) + "@pec.example";
    all.push_back(std::move(account));
  }
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace pecprobe;
  if (argc > 1) {
    std::cout << test::rendered(argv[1], all_accounts(), {});
    return 0;
  }
  std::cout << '[';
  const char* separator = "";
  const auto print = [&](const std::vector<AccountResult>& accounts, Language language) {
    SinkOptions options;
    options.language = language;
    std::cout << separator << test::rendered("json", accounts, options);
    separator = ",";
  };
  for (const Language language : {Language::italian, Language::english}) {
    for (const test::NamedResult& sample : test::sample_results()) {
      print({sample.result}, language);
    }
    print(all_accounts(), language);
    print({}, language);
  }
  std::cout << "]\n";
}
