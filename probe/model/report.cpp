#include "probe/model/report.hpp"

#include <algorithm>

namespace pecprobe {

std::string_view to_string(AccountKind kind) noexcept {
  switch (kind) {
    case AccountKind::mailbox: return "mailbox";
    case AccountKind::archive: return "archive";
    case AccountKind::multiuser: return "multiuser";
  }
  return "";
}

Verdict AccountResult::verdict() const noexcept {
  Verdict worst = Verdict::pass;
  for (const ServiceResult& service : services) {
    worst = std::max(worst, service.verdict());
  }
  return worst;
}

}  // namespace pecprobe
