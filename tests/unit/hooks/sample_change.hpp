// A change that a test of a sample account showed.
#pragma once

#include "probe/hooks/change_body.hpp"
#include "tests/support/sample_results.hpp"

namespace pecprobe::test {

/// IMAP passed at last and is refused now; POP3 was not known.
inline monitor::Change sample_change() {
  const AccountResult result = rejected_account();
  monitor::Change change;
  change.address = result.account.address;
  change.login = result.account.login;
  change.provider = result.account.provider;
  change.alias = "0a1b2c3d4e5f";
  change.services = {
      {Protocol::imap, monitor::ServiceState{Verdict::pass, Code::ok}, {Verdict::fail, Code::auth_rejected}},
      {Protocol::pop3, std::nullopt, {Verdict::fail, Code::auth_rejected}}};
  change.at = Timestamp{sample_day()} + std::chrono::hours(9);
  return change;
}

inline hooks::Telling sample_telling(AccountLabel label = AccountLabel::hash) {
  return {{"0.1.0", "7.88.1", "3.0.15"}, Language::english, sample_day(), label};
}

inline std::string kept_sample() { return hooks::kept_change(sample_change(), rejected_account(), sample_telling()); }

/// `pecprobe.change/1` of the sample.
inline std::string sample_body(AccountLabel label = AccountLabel::hash) {
  return hooks::change_body(kept_sample(), label);
}

}  // namespace pecprobe::test
