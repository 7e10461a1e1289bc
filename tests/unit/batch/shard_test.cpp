#include "probe/batch/shard.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace pecprobe {
namespace {

using Variables = std::map<std::string, std::string>;

tl::expected<Shard, ShardProblem> parsed(std::string_view text, const Variables& variables = {}) {
  return parse_shard(text, [&](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

tl::unexpected<ShardProblem> refused(ShardProblem problem) { return tl::unexpected(problem); }

TEST(Shards, AreWrittenAsNumberAndCount) {
  EXPECT_EQ(parsed("1/1"), (Shard{1, 1}));
  EXPECT_EQ(parsed("3/8"), (Shard{3, 8}));
}

TEST(Shards, WhatIsNoPartOfAWholeIsRefused) {
  for (const char* text :
       {"", "/", "0/4", "5/4", "1", "1/0", "1/10001", "-1/4", "1/4/2", "1/ 4", "a/4", "auto/x", "automatic"}) {
    EXPECT_EQ(parsed(text), refused(ShardProblem::malformed)) << text;
  }
}

TEST(Shards, AreTakenFromAnIndexedJobOfKubernetes) {
  EXPECT_EQ(parsed("auto/4", {{"JOB_COMPLETION_INDEX", "0"}}), (Shard{1, 4}));
  EXPECT_EQ(parsed("auto", {{"JOB_COMPLETION_INDEX", "3"}, {"JOB_COMPLETIONS", "4"}}), (Shard{4, 4}));
}

TEST(Shards, AreTakenFromAnArrayOfSlurm) {
  EXPECT_EQ(parsed("auto", {{"SLURM_ARRAY_TASK_ID", "7"},
                            {"SLURM_ARRAY_TASK_MIN", "1"},
                            {"SLURM_ARRAY_TASK_STEP", "2"},
                            {"SLURM_ARRAY_TASK_COUNT", "5"}}),
            (Shard{4, 5}));
}

TEST(Shards, ThatNoVariableTellsAreRefused) {
  EXPECT_EQ(parsed("auto/4"), refused(ShardProblem::no_number));
  EXPECT_EQ(parsed("auto", {{"JOB_COMPLETION_INDEX", "0"}}), refused(ShardProblem::no_count));
  EXPECT_EQ(parsed("auto/2", {{"JOB_COMPLETION_INDEX", "2"}}), refused(ShardProblem::number_too_large));
  EXPECT_EQ(parsed("auto/2", {{"SLURM_ARRAY_TASK_ID", "4"}, {"SLURM_ARRAY_TASK_STEP", "3"}}),
            refused(ShardProblem::no_number));
}

/// How many accounts of each group each part gets, groups one after another in one file.
std::vector<std::vector<int>> dealt(std::size_t parts, const std::vector<int>& groups) {
  std::vector<std::vector<int>> counts(parts, std::vector<int>(groups.size()));
  for (std::size_t part = 0; part < parts; ++part) {
    ShardDealer dealer{{part + 1, parts}};
    for (std::size_t group = 0; group < groups.size(); ++group) {
      for (int i = 0; i < groups[group]; ++i) {
        counts[part][group] += dealer.takes(std::to_string(group), parts) ? 1 : 0;
      }
    }
  }
  return counts;
}

TEST(ShardDealer, GivesEveryAccountToExactlyOnePart) {
  const std::vector<int> groups = {7, 1, 30, 2};
  const auto counts = dealt(4, groups);
  for (std::size_t group = 0; group < groups.size(); ++group) {
    int sum = 0;
    for (const auto& part : counts) {
      sum += part[group];
    }
    EXPECT_EQ(sum, groups[group]);
  }
}

TEST(ShardDealer, DividesTheAccountsOfAProviderEvenly) {
  for (const auto& part : dealt(4, {7, 30})) {
    EXPECT_TRUE(part[0] == 1 || part[0] == 2) << part[0];
    EXPECT_TRUE(part[1] == 7 || part[1] == 8) << part[1];
  }
}

TEST(ShardDealer, GivesAGroupToAsManyPartsAsMayHaveIt) {
  std::vector<int> counts;
  for (std::size_t part = 1; part <= 8; ++part) {
    ShardDealer dealer{{part, 8}};
    counts.push_back(0);
    for (int i = 0; i < 12; ++i) {
      counts.back() += dealer.takes("legalmail", 4) ? 1 : 0;
    }
  }
  EXPECT_THAT(counts, testing::UnorderedElementsAre(3, 3, 3, 3, 0, 0, 0, 0));
}

TEST(BudgetShare, IsNeverMoreThanTheBudgetAndWastesLittle) {
  EXPECT_EQ(share_of(4, 1), (BudgetShare{1, 4}));
  EXPECT_EQ(share_of(4, 2), (BudgetShare{2, 2}));
  EXPECT_EQ(share_of(4, 3), (BudgetShare{2, 2}));
  EXPECT_EQ(share_of(4, 8), (BudgetShare{4, 1}));
  EXPECT_EQ(share_of(6, 4), (BudgetShare{3, 2}));
  for (std::size_t budget = 1; budget <= 40; ++budget) {
    for (std::size_t parts = 1; parts <= 40; ++parts) {
      const BudgetShare share = share_of(budget, parts);
      EXPECT_LE(share.parts * share.each, budget);
      EXPECT_GT(2 * share.parts * share.each, budget);
      EXPECT_TRUE(share.parts >= 1 && share.parts <= parts && share.each >= 1);
    }
  }
}

TEST(ShardBudgets, OfAllPartsAreNoMoreThanTheRuns) {
  for (std::size_t parts = 1; parts <= 12; ++parts) {
    for (std::size_t per_host = 1; per_host <= 12; ++per_host) {
      const ShardBudgets budgets({1, parts}, per_host);
      const std::size_t together = budgets.parts_for(6);
      EXPECT_LE(together * budgets.logins(6), 6U) << parts << ' ' << per_host;
      EXPECT_LE(together * budgets.per_host(), per_host) << parts << ' ' << per_host;
      EXPECT_LE(budgets.parts_for(std::nullopt) * budgets.per_host(), per_host) << parts << ' ' << per_host;
    }
  }
}

TEST(ShardBudgets, OfARunInOnePieceAreAllOfIt) {
  const ShardBudgets budgets({1, 1}, 4);
  EXPECT_EQ(budgets.per_host(), 4U);
  EXPECT_EQ(budgets.parts_for(6), 1U);
  EXPECT_EQ(budgets.logins(6), 6U);
}

TEST(ShardDealer, DoesNotGiveAllSmallGroupsToTheFirstPart) {
  for (const auto& part : dealt(4, std::vector<int>(12, 1))) {
    EXPECT_EQ(std::count(part.begin(), part.end(), 1), 3);
  }
}

}  // namespace
}  // namespace pecprobe
