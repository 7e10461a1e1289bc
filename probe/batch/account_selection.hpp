// Which accounts of a file a run takes: by pattern, by an earlier report.
#pragma once

#include "probe/model/account.hpp"
#include "probe/report/shown_account.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe {

/// Whether all of `text` is what `pattern` describes: `*` stands for any text, `?` for one byte; ASCII case does not
/// count. Takes time proportional to the product of the lengths at most.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view text) noexcept;

class AccountSelection {
 public:
  /// An account is taken when its address or a tag matches one of `only` (or there is none) and none of `exclude`.
  AccountSelection(std::vector<std::string> only, std::vector<std::string> exclude)
      : m_only(std::move(only)), m_exclude(std::move(exclude)) {}

  /// … and of those only the ones that did not pass in an earlier report.
  void only_failed(const std::vector<ShownAccount>& earlier);

  [[nodiscard]] bool takes(const Account& account, const std::vector<std::string>& tags) const;

 private:
  std::vector<std::string> m_only;
  std::vector<std::string> m_exclude;
  std::optional<std::set<std::pair<std::string, std::string>>> m_failed;  // addresses with their logins
};

}  // namespace pecprobe
