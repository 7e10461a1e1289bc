// The rotation's pages: new and old password are verified, then the programs are ticked off that have the new one.
#pragma once

#include "probe/rotation/verify/verification_report.hpp"
#include "probe/serve/page/form_values.hpp"
#include "probe/serve/page/page_frame.hpp"

#include <string>
#include <vector>

namespace pecprobe::page {

/// Fields as AccountForm's, with `new_password`, `old_password` (may be empty: not tried), `password_issued` as the day
/// of issue of the new one, and `programs`: where the password is installed, a name a line.
struct RotationForm {
  AccountForm account;
  std::string programs{};
  std::vector<ProviderChoice> providers{};
  std::vector<Complaint> complaints{};
};

/// `GET /rotate`, and `POST /rotate` that is not accepted.
[[nodiscard]] std::string rotation_form_page(const PageContext& context, const RotationForm& form);

/// `GET /rotation/<id>` while the verification runs: asked for again every two seconds.
[[nodiscard]] std::string rotation_running_page(const PageContext& context, const std::string& address);

struct FinishedRotation {
  std::string id;
  VerificationReport report;
};

/// `GET /rotation/<id>`: what each service said, and the checklist. Each open program has a form: `POST /rotate/done`
/// with `id`, `program`, `form_token`, answered by 303 to this page. The calendar is at `/calendar.ics?address=`.
[[nodiscard]] std::string rotation_result_page(const PageContext& context, const FinishedRotation& rotation);

}  // namespace pecprobe::page
