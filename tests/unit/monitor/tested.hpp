// Tests of accounts as they end, for what is made of them.
#pragma once

#include "probe/monitor/history.hpp"
#include "tests/support/sample_results.hpp"

#include <initializer_list>
#include <string>
#include <utility>

namespace pecprobe::test {

using namespace std::chrono_literals;
using std::chrono::sys_days;

inline const Timestamp k_morning{sys_days{2026y / 11 / 22} + 9h};

struct ServiceEnd {
  Protocol protocol;
  Code code;
};

/// A test of `address` at `began` whose services ended like this.
inline monitor::TestedAccount tested(const std::string& address, Timestamp began,
                                     std::initializer_list<ServiceEnd> ends) {
  monitor::TestedAccount out;
  out.began = began;
  out.result.account.address = out.result.account.login = address;
  out.result.account.provider = "aruba";
  for (const ServiceEnd& end : ends) {
    ServiceResult service = passed_service(end.protocol);
    service.diagnosis.code = end.code;
    service.facts.dialogue.auth.accepted = end.code == Code::ok;
    service.facts.dialogue.auth.attempted = !monitor::is_fault_here(end.code);
    if (end.code == Code::auth_rejected) {
      service.facts.dialogue.stop = Stop::auth_refused;
    }
    out.result.account.endpoints.push_back(service.facts.endpoint);
    out.result.services.push_back(std::move(service));
  }
  out.held_until.resize(ends.size());
  return out;
}

}  // namespace pecprobe::test
