#include "probe/batch/untried.hpp"

#include "probe/batch/batch.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using Kind = Evidence::Kind;
using Sign = GroupStop::Sign;

TEST(UntriedAccounts, OfAStoppedProviderSayHowManyInARowShowedWhat) {
  for (const auto& [sign, kind] : {std::pair{Sign::refused, Kind::accounts_refused},
                                   {Sign::turned_away, Kind::accounts_turned_away},
                                   {Sign::cut_off, Kind::accounts_cut_off}}) {
    const Diagnosis diagnosis = stopped_diagnosis("aruba", {sign, 5});
    EXPECT_EQ(diagnosis.code, Code::skipped_lockout_guard);
    EXPECT_EQ(diagnosis.detail, "aruba");
    EXPECT_EQ(diagnosis.evidence, (std::vector<Evidence>{{kind, "5"}}));
    const Admission admission = stopped_admission("aruba", {sign, 5});
    EXPECT_EQ(admission, (Admission{Admission::Kind::skip, diagnosis.detail, diagnosis.evidence}));
  }
}

TEST(UntriedAccounts, WithoutAPasswordSayWhatWentWrong) {
  const Diagnosis failed = password_failed_diagnosis({SecretProblem::command_failed, "exit 1: no such entry"});
  EXPECT_EQ(failed.code, Code::password_source_failed);
  EXPECT_EQ(failed.evidence, (std::vector<Evidence>{{Kind::system_error, "command failed: exit 1: no such entry"}}));
  EXPECT_EQ(password_failed_diagnosis({SecretProblem::empty, {}}).evidence,
            (std::vector<Evidence>{{Kind::system_error, "empty"}}));
}

TEST(Groups, AreTheProviderOrElseTheFirstHost) {
  Account account;
  EXPECT_EQ(batch_group(account), "");
  account.endpoints = {{Protocol::imap, "IMAP.pec.example", 993, TlsMode::implicit},
                       {Protocol::smtp, "smtp.pec.example", 465, TlsMode::implicit}};
  EXPECT_EQ(batch_group(account), "imap.pec.example");
  account.provider = "aruba";
  EXPECT_EQ(batch_group(account), "aruba");
}

}  // namespace
}  // namespace pecprobe
