// Prints reports for checkers outside this program. Without an argument a JSON array for validate_reports.py: every
// sample, every code, in both languages, and a run without an account. With a format's name, one report of all that.
// With "diff", an array of what changed from one report to another.
#include "probe/report/report_diff.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <array>
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

pecprobe::StoredReport stored(const std::vector<pecprobe::AccountResult>& accounts) {
  return pecprobe::read_report(pecprobe::test::rendered("json", accounts, {})).value();
}

/// Every kind of change in the first.
void print_diffs() {
  using namespace pecprobe;
  std::vector<AccountResult> samples = all_accounts();
  AccountResult renewed = test::good_account();
  renewed.account.address = "renewed@pec.example";
  AccountResult before = renewed;
  before.password.expires = test::sample_day() + std::chrono::days(90);
  renewed.password.expires = test::sample_day() + std::chrono::days(30);
  renewed.services.front().facts.tls->chain.front().sha256 = std::string(64, 'b');
  std::vector<AccountResult> earlier = {before, test::account_that_ended_in(Code::ok),
                                        test::account_that_ended_in(Code::auth_rejected),
                                        test::account_that_ended_in(Code::auth_rejected), test::hostile_account()};
  std::vector<AccountResult> later = {
      renewed, test::account_that_ended_in(Code::auth_rejected), test::account_that_ended_in(Code::ok),
      test::account_that_ended_in(Code::auth_locked), test::account_that_ended_in(Code::ok)};
  const std::array<const char*, 5> names = {"", "broken@pec.example", "fixed@pec.example", "other@pec.example", ""};
  for (std::size_t i = 1; i < 4; ++i) {
    earlier[i].account.address = later[i].account.address = names.at(i);
  }
  std::cout << '[' << changes_json(changes(stored(earlier), stored(later))) << ','
            << changes_json(changes(stored(earlier), stored(earlier))) << ','
            << changes_json(changes(stored({}), stored(samples))) << ']';
}

pecprobe::SinkOptions with_dialogue(pecprobe::Language language) {
  pecprobe::SinkOptions options;
  options.language = language;
  options.verbose = true;
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace pecprobe;
  if (argc > 1 && std::string_view(argv[1]) == "diff") {
    print_diffs();
    return 0;
  }
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
    std::cout << separator << test::rendered("json", {test::rejected_account()}, with_dialogue(language));
  }
  std::cout << "]\n";
}
