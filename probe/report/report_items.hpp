// Lists of things that were judged, for programs that read tests: JUnit, TAP and GitHub's annotations.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

enum class ItemOutcome {
  passed,
  skipped,
  to_do,      // somebody has to do something; nothing is broken yet
  undecided,  // could not be judged
  failed,
};

/// Every text is printable.
struct ReportItem {
  std::string group;  // JUnit's classname
  std::string name;
  ItemOutcome outcome = ItemOutcome::passed;
  std::string type;      // a word without language, for readers that tell failures apart
  std::string sentence;  // what is the matter
  std::string advice;    // further sentences, a line each
};

struct ReportItems {
  std::string suite;
  std::string type_name;  // what `type` is
  std::string none;       // why there are none, where there are none
  std::string conclusion;
  std::vector<ReportItem> items;
};

/// One suite, a case per item.
[[nodiscard]] std::string junit_of(const ReportItems& items);
/// A point per item.
[[nodiscard]] std::string tap_of(const ReportItems& items);
/// An annotation per item that did not pass, and the conclusion.
[[nodiscard]] std::string github_of(const ReportItems& items);

}  // namespace pecprobe
