// What changed between two reports.
#pragma once

#include "probe/report/report_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

enum class ChangeKind {
  newly_broken,  // fails now and did not before, also where it was not tested before
  newly_fixed,   // passes now and did not before
  cause_changed,
  certificate_changed,
  expires_sooner,  // the password or the certificate
  added,
  removed,
};
[[nodiscard]] std::string_view to_string(ChangeKind kind) noexcept;

struct Change {
  ChangeKind kind;
  std::string account;
  std::string service;  // "IMAP"; empty for the account itself
  std::string before;   // a code, a fingerprint or a date; empty where there was none
  std::string after;

  bool operator==(const Change&) const = default;
};

/// Accounts are matched by address and user name, services by their label. In the order of `after`, what was removed at
/// the end.
[[nodiscard]] std::vector<Change> changes(const StoredReport& before, const StoredReport& after);

/// A line per change, grouped by kind; one sentence when nothing changed.
[[nodiscard]] std::string changes_text(const std::vector<Change>& changes, Language language);
/// `{"schema": "pecprobe.diff/1", "changes": [{"kind", "account", "service", "before", "after"}]}`; null for what is
/// empty.
[[nodiscard]] std::string changes_json(const std::vector<Change>& changes);

}  // namespace pecprobe
