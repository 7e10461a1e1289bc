// One part of a run that is divided among several machines.
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

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

/// Deals the accounts in the order of the file: those of each group in turn, so that the accounts of one provider are
/// divided evenly (numbers differ by one at most), and every machine deals the same.
class ShardDealer {
 public:
  explicit ShardDealer(Shard shard) : m_shard(shard) {}

  /// Whether the next account, which is of this group, belongs to the shard.
  [[nodiscard]] bool takes(const std::string& group);

 private:
  Shard m_shard;
  std::map<std::string, std::size_t, std::less<>> m_next;  // group → which part its next account belongs to
};

}  // namespace pecprobe
