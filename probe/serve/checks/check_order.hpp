// A test that somebody asked for, and what became of it.
#pragma once

#include "probe/config/account_input.hpp"
#include "probe/engine/check.hpp"
#include "probe/model/report.hpp"
#include "probe/report/shown_account.hpp"
#include "probe/serve/page/check_page.hpp"
#include "probe/serve/page/form_values.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pecprobe {

struct CheckOrder {
  page::AccountForm form;
  AccountInput input;
  Secret password;
  Remembered remembered = Remembered::heed;
  Language language = Language::italian;
};

/// A step that has ended, while its service goes on.
struct LiveStep {
  Protocol protocol = Protocol::imap;
  ShownStep step;
};

/// Why nothing was tried.
struct CheckRefusal {
  std::vector<page::Complaint> complaints;
};

/// The tool itself failed.
struct CheckFailure {
  std::string reason;
};

struct CheckResult {
  AccountResult result;
  Timestamp began{};
  Duration elapsed{};
  std::chrono::sys_days today{};
};

using CheckEnd = std::variant<CheckRefusal, page::GuardNotice, CheckFailure, CheckResult>;

}  // namespace pecprobe
