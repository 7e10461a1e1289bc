#include "probe/report/report_merge.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace pecprobe {

StoredReport merged(const std::vector<StoredReport>& reports) {
  StoredReport out{reports.front().run, {}, {}};
  out.run.part.reset();
  Timestamp last_end = out.run.started_at;
  std::map<std::pair<std::string, std::string>, std::pair<std::size_t, Timestamp>> places;  // with the run's beginning
  for (const StoredReport& report : reports) {
    const Timestamp began = report.run.started_at;
    out.run.started_at = std::min(out.run.started_at, began);
    out.run.today = std::min(out.run.today, report.run.today);
    last_end = std::max(last_end, began + std::chrono::round<std::chrono::milliseconds>(report.end.elapsed));
    for (const ShownAccount& account : report.accounts) {
      const auto [place, is_new] =
          places.try_emplace({account.address, account.login}, std::pair{out.accounts.size(), began});
      if (is_new) {
        out.accounts.push_back(account);
      } else if (began >= place->second.second) {
        place->second.second = began;
        out.accounts[place->second.first] = account;
      }
    }
  }
  out.end.elapsed = last_end - out.run.started_at;
  out.run.accounts = out.accounts.size();
  return out;
}

MissingParts missing_parts(const std::vector<StoredReport>& reports) {
  MissingParts missing;
  std::set<std::size_t> there;
  for (const StoredReport& report : reports) {
    if (report.run.part) {
      there.insert(report.run.part->number);
      missing.count = std::max(missing.count, report.run.part->count);
    }
  }
  for (std::size_t number = 1; number <= missing.count; ++number) {
    if (!there.contains(number)) {
      missing.numbers.push_back(number);
    }
  }
  return missing;
}

}  // namespace pecprobe
