#include "probe/batch/shard.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

using Environment = std::function<std::optional<std::string>(const char* name)>;

std::optional<std::size_t> number_in(const Environment& environment, const char* name) {
  const auto text = environment(name);
  return text ? parse_number(*text) : std::nullopt;
}

/// Which part this is, from 0, as the job array says it.
std::optional<std::size_t> index_in_array(const Environment& environment) {
  if (const auto index = number_in(environment, "JOB_COMPLETION_INDEX")) {
    return index;
  }
  const auto id = number_in(environment, "SLURM_ARRAY_TASK_ID");
  const std::size_t first = number_in(environment, "SLURM_ARRAY_TASK_MIN").value_or(0);
  const std::size_t step = number_in(environment, "SLURM_ARRAY_TASK_STEP").value_or(1);
  if (!id || *id < first || step == 0 || (*id - first) % step != 0) {
    return std::nullopt;
  }
  return (*id - first) / step;
}

std::optional<std::size_t> count_in_array(const Environment& environment) {
  const auto completions = number_in(environment, "JOB_COMPLETIONS");
  return completions ? completions : number_in(environment, "SLURM_ARRAY_TASK_COUNT");
}

bool is_count(std::size_t count) { return count >= 1 && count <= k_max_shards; }

}  // namespace

tl::expected<Shard, ShardProblem> parse_shard(std::string_view text, const Environment& environment) {
  constexpr std::string_view k_auto = "auto";
  const auto slash = text.find('/');
  const auto after = slash == std::string_view::npos ? std::nullopt : parse_number(text.substr(slash + 1));
  if (slash != std::string_view::npos && (!after || !is_count(*after))) {
    return tl::unexpected(ShardProblem::malformed);
  }
  if (text.substr(0, slash) != k_auto) {
    const auto number = parse_number(text.substr(0, slash));
    const bool fits = after && number && *number >= 1 && *number <= *after;
    return fits ? tl::expected<Shard, ShardProblem>(Shard{*number, *after}) : tl::unexpected(ShardProblem::malformed);
  }
  const auto index = index_in_array(environment);
  const auto count = after ? after : count_in_array(environment);
  if (!index) {
    return tl::unexpected(ShardProblem::no_number);
  }
  if (!count || !is_count(*count)) {
    return tl::unexpected(ShardProblem::no_count);
  }
  return *index < *count ? tl::expected<Shard, ShardProblem>(Shard{*index + 1, *count})
                         : tl::unexpected(ShardProblem::number_too_large);
}

BudgetShare share_of(std::size_t budget, std::size_t parts) noexcept {
  BudgetShare best;
  for (std::size_t count = 1; count <= std::min(budget, parts); ++count) {
    const BudgetShare share{count, budget / count};
    if (share.parts * share.each >= best.parts * best.each) {
      best = share;
    }
  }
  return best;
}

std::size_t ShardBudgets::parts_for(std::optional<std::size_t> allowed) const noexcept {
  const std::size_t at_a_host = share_of(m_per_host, m_shard.count).parts;
  return share_of(std::min(at_a_host, allowed.value_or(at_a_host)), m_shard.count).parts;
}

std::size_t ShardDealer::number_of(const std::string& name) {
  const auto [found, is_new] = m_numbers.try_emplace(name, m_tied.size());
  if (is_new) {
    m_tied.push_back({found->second, m_shard.count});
  }
  return found->second;
}

std::size_t ShardDealer::root_of(std::size_t number) {
  while (m_tied[number].to != number) {
    m_tied[number].to = m_tied[m_tied[number].to].to;  // so that the next way is half as long
    number = m_tied[number].to;
  }
  return number;
}

void ShardDealer::add(const std::string& group, const std::vector<std::string>& hosts, std::size_t parts) {
  const std::size_t root = root_of(number_of(group));
  m_tied[root].parts = std::min(m_tied[root].parts, parts);
  for (const std::string& host : hosts) {
    const std::size_t other = root_of(number_of(host));
    m_tied[root].parts = std::min(m_tied[root].parts, m_tied[other].parts);
    m_tied[other].to = root;
  }
}

bool ShardDealer::takes(const std::string& group) {
  // Whatever comes next begins one part further, so that many groups of one account do not all fall to the first part.
  const std::size_t root = root_of(number_of(group));
  const std::size_t count = m_tied[root].parts;
  Parts& parts = m_parts.try_emplace(root, Parts{m_parts.size() % m_shard.count, 0}).first->second;
  const auto [turn, is_new] = m_turns.try_emplace(group, parts.groups % count);
  parts.groups += is_new ? 1U : 0U;
  const bool is_ours = (parts.first + turn->second) % m_shard.count == m_shard.number - 1;
  turn->second = (turn->second + 1) % count;
  return is_ours;
}

}  // namespace pecprobe
