#include "probe/batch/progress.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

constexpr Instant k_began{};

TEST(Progress, SaysAtFirstOnlyHowManyThereAre) {
  EXPECT_EQ(Progress(1000, 0, k_began).line(k_began, Language::english), "0/1000");
}

TEST(Progress, CountsVerdictsAndEstimatesWhatIsLeft) {
  Progress progress(100, 0, k_began);
  for (int i = 0; i < 20; ++i) {
    progress.ended(i < 15 ? Verdict::pass : i < 19 ? Verdict::fail : Verdict::temporary);
  }
  EXPECT_EQ(progress.line(k_began + 10s, Language::english),
            "20/100, 2.0/s, 0:00:40 left, 15 passed, 1 not for now, 4 failed");
  EXPECT_EQ(progress.line(k_began + 10s, Language::italian),
            "20/100, 2.0/s, 0:00:40 alla fine, 15 riuscite, 1 per ora no, 4 non riuscite");
}

TEST(Progress, OfAResumedRunCountsWhatWasDoneButNotItsTime) {
  Progress progress(100, 60, k_began);
  progress.ended(Verdict::pass);
  EXPECT_EQ(progress.line(k_began + 100s, Language::english), "61/100, 0.0/s, 1:05:00 left, 1 passed");
}

TEST(Progress, NamesTheLimitThatIsWaitedFor) {
  Progress progress(3, 0, k_began);
  progress.waiting(Waiting{Waiting::For::provider_rate, "legalmail", 10s});
  EXPECT_EQ(progress.line(k_began, Language::english), "0/3, waiting for the limit of provider legalmail");
  progress.waiting(Waiting{Waiting::For::rate, "", 10s});
  EXPECT_EQ(progress.line(k_began, Language::english), "0/3, waiting for the limit --rate");
  progress.waiting(Waiting{Waiting::For::host_recovers, "imap.example", 10s});
  EXPECT_EQ(progress.line(k_began, Language::english), "0/3, pausing: imap.example is overloaded");
  progress.waiting(std::nullopt);
  EXPECT_EQ(progress.line(k_began, Language::english), "0/3");
}

TEST(Columns, ALineIsCutBetweenCharacters) {
  EXPECT_EQ(cut_to_columns("perch\xC3\xA9 no", 6), "perch\xC3\xA9");
  EXPECT_EQ(cut_to_columns("perch\xC3\xA9", 80), "perch\xC3\xA9");
  EXPECT_EQ(cut_to_columns("abc", 0), "");
}

}  // namespace
}  // namespace pecprobe
