// The page that tests one mailbox: the form, and behind it what the last test showed or has shown so far.
#pragma once

#include "probe/advice/settings.hpp"
#include "probe/report/report_sink.hpp"
#include "probe/report/shown_account.hpp"
#include "probe/serve/page/form_values.hpp"
#include "probe/serve/page/page_frame.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pecprobe::page {

/// The lock-out guard has kept the password from being tried. Field `force` (a check box, value `on`) overrides it
/// once; the form has it only together with this notice.
struct GuardNotice {
  RefusalTimes times;
  std::vector<Protocol> services;  // whose refusal is remembered
};

/// A test under way: what its services have shown.
struct RunningCheck {
  struct Service {
    Protocol protocol = Protocol::imap;
    std::vector<ShownStep> steps;
    std::optional<Verdict> verdict;  // nothing while it runs
  };
  std::vector<Service> services;  // in the order of the plan
};

/// A test that has ended. Its reports are at `/result/<id>.json` and `/result/<id>.html`.
struct FinishedCheck {
  std::string id;
  RunInfo run;
  RunEnd end;
  ShownAccount account;
  std::optional<MailSettings> settings;  // what to type into mail programs; nothing where that is not known
};

struct CheckPage {
  AccountForm form;
  std::vector<Complaint> complaints;
  std::optional<GuardNotice> guard;
  std::vector<ProviderChoice> providers;  // to choose from where the address does not tell
  std::variant<std::monostate, RunningCheck, FinishedCheck> check;
};

/// `GET /`, `POST /check` that is not accepted, and `GET /result/<id>`, whose form holds what was tested, so that
/// another password is all there is to type. One that runs is asked for again every two seconds.
[[nodiscard]] std::string check_page(const PageContext& context, const CheckPage& page);

}  // namespace pecprobe::page
