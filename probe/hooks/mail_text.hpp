// A change as a mail for a person.
#pragma once

#include "probe/report/language.hpp"
#include "protocols/base/clock.hpp"

#include <string>

namespace pecprobe::hooks {

struct MailPeople {
  std::string from;
  std::string to;
};

/// RFC 5322 with one text part: which service of which account shows what now, and what to do about it. `body` is
/// `pecprobe.change/1`.
[[nodiscard]] std::string mail_text(const std::string& body, const MailPeople& people, Language language,
                                    Timestamp now);

}  // namespace pecprobe::hooks
