#include "probe/batch/shard.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
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
      dealer.add(std::to_string(group), {}, parts);
    }
    for (std::size_t group = 0; group < groups.size(); ++group) {
      for (int i = 0; i < groups[group]; ++i) {
        counts[part][group] += dealer.takes(std::to_string(group)) ? 1 : 0;
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
    dealer.add("legalmail", {"imap.example"}, 4);
    counts.push_back(0);
    for (int i = 0; i < 12; ++i) {
      counts.back() += dealer.takes("legalmail") ? 1 : 0;
    }
  }
  EXPECT_THAT(counts, testing::UnorderedElementsAre(3, 3, 3, 3, 0, 0, 0, 0));
}

/// An account as the dealer sees it.
struct Dealt {
  std::string group;
  std::vector<std::string> hosts;
  std::size_t parts;
};

/// The parts that test accounts of each host or group.
std::map<std::string, std::set<std::size_t>> parts_by_name(std::size_t parts, const std::vector<Dealt>& accounts) {
  std::map<std::string, std::set<std::size_t>> found;
  for (std::size_t part = 1; part <= parts; ++part) {
    ShardDealer dealer{{part, parts}};
    for (const Dealt& account : accounts) {
      dealer.add(account.group, account.hosts, account.parts);
    }
    for (const Dealt& account : accounts) {
      if (dealer.takes(account.group)) {
        found[account.group].insert(part);
        for (const std::string& host : account.hosts) {
          found[host].insert(part);
        }
      }
    }
  }
  return found;
}

TEST(ShardDealer, GivesAHostToTheSamePartsWhetherItsProviderIsNamedOrNot) {
  std::vector<Dealt> accounts;
  for (int i = 0; i < 20; ++i) {
    accounts.push_back({"between " + std::to_string(i), {}, 2});
    accounts.push_back({"aruba", {"imaps.example", "smtps.example"}, 2});
    accounts.push_back({"imaps.example", {"imaps.example"}, 2});
    accounts.push_back({"relay.example", {"relay.example", "smtps.example"}, 2});
  }
  const auto parts = parts_by_name(8, accounts);
  EXPECT_THAT(parts.at("aruba"), testing::SizeIs(2));
  EXPECT_EQ(parts.at("imaps.example"), parts.at("aruba"));
  EXPECT_EQ(parts.at("smtps.example"), parts.at("aruba"));
  EXPECT_EQ(parts.at("relay.example"), parts.at("aruba"));
}

TEST(ShardDealer, GivesAHostToNoMorePartsThanTheStrictestOfItsProvidersMayHave) {
  const auto parts = parts_by_name(6, {{"strict", {"imap.example"}, 1},
                                       {"imap.example", {"imap.example"}, 4},
                                       {"imap.example", {"imap.example"}, 4},
                                       {"imap.example", {"imap.example"}, 4}});
  EXPECT_THAT(parts.at("imap.example"), testing::SizeIs(1));
}

TEST(ShardDealer, NeverGivesAHostToMorePartsThanShareItsBudget) {
  std::mt19937 dice(20261122);  // the same accounts at each run
  for (int round = 0; round < 50; ++round) {
    const std::size_t parts = 2 + dice() % 9;
    const ShardBudgets budgets({1, parts}, 1 + dice() % 9);
    std::vector<Dealt> accounts;
    for (int i = 0; i < 60; ++i) {
      const auto host = [&] { return "host" + std::to_string(dice() % 30); };
      const std::string first = host();
      accounts.push_back({dice() % 2 == 0 ? "provider" + std::to_string(dice() % 4) : first,
                          {first, host()},
                          budgets.parts_for(std::nullopt)});
    }
    for (const auto& [name, takers] : parts_by_name(parts, accounts)) {
      EXPECT_LE(takers.size(), budgets.parts_for(std::nullopt)) << name;
    }
  }
}

TEST(ShardDealer, DividesSmallGroupsOfOneHostAmongItsParts) {
  std::vector<Dealt> accounts;
  for (int i = 0; i < 12; ++i) {
    accounts.push_back({"group" + std::to_string(i), {"shared.example"}, 3});
  }
  EXPECT_THAT(parts_by_name(8, accounts).at("shared.example"), testing::SizeIs(3));
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
