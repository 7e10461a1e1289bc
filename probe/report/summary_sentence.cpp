#include "probe/report/summary_sentence.hpp"

namespace pecprobe {

std::string summary_sentence(const Tally& tally, const Wording& wording) {
  return wording.text(
      "report.summary", fmt::arg("accounts", tally.accounts()), fmt::arg("pass", tally.count(Verdict::pass)),
      fmt::arg("fail", tally.count(Verdict::fail)), fmt::arg("temporary", tally.count(Verdict::temporary)),
      fmt::arg("unverified", tally.count(Verdict::unverified)), fmt::arg("skipped", tally.count(Verdict::skipped)));
}

}  // namespace pecprobe
