#include "probe/monitor/history_report.hpp"

#include "tests/unit/monitor/sample_history.hpp"

#include <gtest/gtest.h>

namespace pecprobe::monitor {
namespace {

using namespace test;

TEST(HistoryText, SaysInEnglishHowItIsSinceWhenAndWhatChanged) {
  EXPECT_EQ(history_text(sample_history(), Language::english, Colour::never),
            R"(ditta@pec.example  (aruba)
  Last test: 2026-11-22 21:00 UTC.
  IMAP ok since 2026-11-22 15:00 UTC.
  SMTP no (auth_rejected) since 2026-11-22 15:00 UTC. Last worked: 2026-11-22
       09:00 UTC. Not tried in the last test, so that nothing is locked.
  The password on record lasts until 2027-02-22.
  What changed (UTC):
    2026-11-22 15:00  SMTP  ok → no (auth_rejected)
    2026-11-22 15:00  IMAP  no (connect_timeout) → ok
    2026-11-22 09:00  SMTP  – → ok
    2026-11-22 09:00  IMAP  – → no (connect_timeout)

ditta@pec.example  (security archive, user name archivio-1)
  Last test: 2026-11-22 09:00 UTC.
  IMAP Not tried in the last test, so that nothing is locked.
)");
}

TEST(HistoryText, SaysTheSameInItalian) {
  HistoryReport report = sample_history();
  report.accounts.pop_back();
  report.accounts[0].changes.resize(1);
  EXPECT_EQ(history_text(report, Language::italian, Colour::never),
            R"(ditta@pec.example  (aruba)
  Ultima prova: 22/11/2026 21:00 UTC.
  IMAP ok dal 22/11/2026 15:00 UTC.
  SMTP no (auth_rejected) dal 22/11/2026 15:00 UTC. Ha funzionato l'ultima
       volta: 22/11/2026 09:00 UTC. Non provato nell'ultima prova, per non
       bloccare nulla.
  La password registrata vale fino al 22/02/2027.
  Che cosa è cambiato (UTC):
    22/11/2026 15:00  SMTP  ok → no (auth_rejected)
)");
}

TEST(HistoryText, WhatIsHostileInAnAddressDoesNothingToTheTerminal) {
  HistoryReport report = sample_history();
  report.accounts[0].history.name.address = report.accounts[0].history.name.login = "a\x1b[31m@pec.example";
  EXPECT_EQ(history_text(report, Language::english, Colour::never).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace pecprobe::monitor
