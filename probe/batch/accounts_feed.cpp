#include "probe/batch/accounts_feed.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe {

AccountsFeed::AccountsFeed(const AccountsFile& file, const BatchPlan& plan,
                           const std::function<bool(std::size_t row)>& is_done, Make make)
    : m_file(file), m_make(std::move(make)) {
  for (const auto& [name, rows] : plan.groups()) {
    Group group{name, {}};
    std::copy_if(rows.rbegin(), rows.rend(), std::back_inserter(group.rows), [&](auto row) { return !is_done(row); });
    m_size += group.rows.size();
    if (!group.rows.empty()) {
      m_groups.push_back(std::move(group));
    }
  }
}

std::optional<BatchAccount> AccountsFeed::next(const Groups& waiting) {
  const auto group = std::find_if(m_groups.begin(), m_groups.end(),
                                  [&](const Group& candidate) { return !waiting.contains(candidate.name); });
  if (group == m_groups.end()) {
    return std::nullopt;
  }
  auto row = m_file.row(group->rows.back());
  group->rows.pop_back();
  if (group->rows.empty()) {
    m_groups.erase(group);
  } else {
    m_groups.splice(m_groups.end(), m_groups, group);
  }
  if (!row) {
    m_fault = std::move(row.error());
    stop();
    return std::nullopt;
  }
  return m_make(std::move(*row));
}

}  // namespace pecprobe
