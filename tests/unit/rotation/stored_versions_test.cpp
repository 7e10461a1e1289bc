// State files that earlier versions of the program wrote. Once here, they open for ever.
#include "probe/rotation/ledger.hpp"
#include "probe/state/refusal_memory.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/rotation/examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

namespace pecprobe {
namespace {

using namespace test;

/// A copy that only its user can read, as the program wants it.
std::string private_copy(const TemporaryFolder& folder, const std::string& name) {
  for (const std::string& file : {name, name + ".key"}) {
    const std::string from = PECPROBE_TEST_DATA "/" + file;
    if (std::filesystem::exists(from)) {
      std::filesystem::copy_file(from, folder.path() / file);
      chmod((folder.path() / file).c_str(), 0600);
    }
  }
  return folder.path() / name;
}

TEST(StateOfVersionOne, TakesTheLedgerInAndStillRemembersWhatWasRefused) {
  const TemporaryFolder folder;
  const SetClock clock;
  const std::string path = private_copy(folder, "state-1.sqlite");
  EXPECT_THAT(make_ledger(path, clock)->entries().value(), testing::IsEmpty());
  ASSERT_TRUE(make_ledger(path, clock)->record(issued_on(k_august), k_today));
  EXPECT_EQ(make_ledger(path, clock)->find(k_key).value(), entry_of(issued_on(k_august)));

  Account account;
  account.address = account.login = "casella@pec.example";
  account.endpoints = {{Protocol::imap, "localhost", 57683, TlsMode::implicit}};
  const auto remembered = make_refusal_memory(path, clock)->look_up(account, Secret{"not-the-password"});
  ASSERT_TRUE(remembered[0]);
  EXPECT_EQ(remembered[0]->code, Code::auth_rejected);
}

TEST(StateOfVersionTwo, KeepsItsLedger) {
  const TemporaryFolder folder;
  const SetClock clock;
  const auto ledger = make_ledger(private_copy(folder, "state-2.sqlite"), clock);
  LedgerEntry expected{k_key, "", k_three_months, k_august, sys_days{2027y / 1 / 20}};
  expected.deactivated = 2026y / 11 / 20;
  expected.extensions = {{2026y / 10 / 20, 2027y / 1 / 20}};
  expected.programs = {{"ARXivar", sys_days{2026y / 8 / 2}}, {"Outlook", std::nullopt}};
  expected.revision = 2;
  EXPECT_EQ(ledger->find(k_key).value(), expected);
  EXPECT_EQ(ledger->history(k_key).value().size(), 4U);
}

}  // namespace
}  // namespace pecprobe
