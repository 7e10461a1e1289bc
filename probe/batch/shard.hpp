// One part of a run that is divided among several machines.
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

struct Shard {
  std::size_t number = 1;  // from 1
  std::size_t count = 1;

  bool operator==(const Shard&) const = default;
};

/// More parts than any honest run has.
inline constexpr std::size_t k_max_shards = 10'000;

enum class ShardProblem {
  malformed,        // neither K/N nor auto nor auto/N
  no_number,        // auto: no variable tells which part this is
  no_count,         // auto: no variable tells how many there are
  number_too_large  // auto: the variables contradict each other or the count
};

/// `K/N`; `auto` or `auto/N` take what is missing from a job array: JOB_COMPLETION_INDEX (Kubernetes counts from 0;
/// JOB_COMPLETIONS where the job passes its count on), SLURM_ARRAY_TASK_ID with SLURM_ARRAY_TASK_MIN, _STEP and _COUNT.
[[nodiscard]] tl::expected<Shard, ShardProblem> parse_shard(
    std::string_view text, const std::function<std::optional<std::string>(const char* name)>& environment);

/// A budget of the whole run that its parts use at the same time: sessions at a host, logins that a provider allows.
struct BudgetShare {
  std::size_t parts = 1;  // so many of them use it
  std::size_t each = 1;   // so much of it

  bool operator==(const BudgetShare&) const = default;
};

/// Divides `budget` among at most `parts`, so that together they never exceed it: wasting as little as possible, then
/// among as many as possible. Both are at least 1.
[[nodiscard]] BudgetShare share_of(std::size_t budget, std::size_t parts) noexcept;

/// What a run allows, and what that leaves to each of its parts.
class ShardBudgets {
 public:
  ShardBudgets() = default;  // of a run in one piece
  ShardBudgets(Shard shard, std::size_t per_host) : m_shard(shard), m_per_host(per_host) {}

  [[nodiscard]] const Shard& shard() const noexcept { return m_shard; }
  /// Sessions of this part at one host.
  [[nodiscard]] std::size_t per_host() const noexcept { return share_of(m_per_host, m_shard.count).each; }
  /// How many parts take accounts of a provider that allows `allowed` logins in a time; nothing: as many as it likes.
  [[nodiscard]] std::size_t parts_for(std::optional<std::size_t> allowed) const noexcept;
  /// How many of those logins are this part's.
  [[nodiscard]] std::size_t logins(std::size_t allowed) const noexcept { return allowed / parts_for(allowed); }

 private:
  Shard m_shard;
  std::size_t m_per_host = 4;
};

/// Deals accounts to the parts, those of each group in turn, so that the accounts of one provider are divided evenly.
/// Groups that use a host in common, also by way of a third one, are dealt to the same parts: otherwise more of them
/// would have sessions there than share its budget. Every machine deals the same.
class ShardDealer {
 public:
  explicit ShardDealer(Shard shard) : m_shard(shard) {}

  /// An account of this group uses these hosts; `parts` of them, from 1 to all, may take accounts of the group. The
  /// hosts of all accounts are told before the first one is dealt.
  void add(const std::string& group, const std::vector<std::string>& hosts, std::size_t parts);
  /// Whether the next account, which is of this group, belongs to the shard. Asked for each in the order of the file.
  [[nodiscard]] bool takes(const std::string& group);

 private:
  /// A group or a host, and what it is tied to: a tree of a disjoint-set forest.
  struct Tied {
    std::size_t to = 0;     // itself: the root of its tree
    std::size_t parts = 0;  // of a root: how many parts take these accounts
  };
  /// The parts that take the accounts of tied groups: those from `first` on.
  struct Parts {
    std::size_t first = 0;
    std::size_t groups = 0;  // met so far
  };
  [[nodiscard]] std::size_t number_of(const std::string& name);
  [[nodiscard]] std::size_t root_of(std::size_t number);

  Shard m_shard;
  std::map<std::string, std::size_t, std::less<>> m_numbers;  // of groups and hosts: places in m_tied
  std::vector<Tied> m_tied;
  std::map<std::size_t, Parts> m_parts;                     // by root
  std::map<std::string, std::size_t, std::less<>> m_turns;  // of groups: so many parts after the first is the next one
};

}  // namespace pecprobe
