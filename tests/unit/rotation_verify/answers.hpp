// Services that have answered, as the engine hands them on.
#pragma once

#include "probe/model/report.hpp"
#include "tests/unit/engine/scripted_network.hpp"

#include <utility>

namespace pecprobe::test {

inline ServiceResult service(Protocol protocol, ServiceFacts facts, Code code,
                             Certainty certainty = Certainty::stated) {
  ServiceResult result;
  result.facts = std::move(facts);
  result.facts.endpoint.protocol = protocol;
  result.diagnosis.code = code;
  result.diagnosis.certainty = certainty;
  return result;
}

inline ServiceResult accepting(Protocol protocol) { return service(protocol, accepted(), Code::ok); }
inline ServiceResult refusing(Protocol protocol, Code code = Code::auth_rejected) {
  return service(protocol, refused(), code);
}
/// Refused without a reason, while another service accepts.
inline ServiceResult lagging(Protocol protocol) {
  return service(protocol, refused(), Code::auth_protocol_disabled, Certainty::deduced);
}
inline ServiceResult temporary(Protocol protocol) { return service(protocol, busy_at_login(), Code::auth_temporary); }
inline ServiceResult unreachable(Protocol protocol) {
  return service(protocol, connection_refused(), Code::connect_refused);
}
inline ServiceResult spared(Protocol protocol) { return service(protocol, {}, Code::skipped_lockout_guard); }
inline ServiceResult remembered_refusal(Protocol protocol) {
  ServiceResult result = service(protocol, {}, Code::auth_rejected);
  result.remembered = RefusalTimes{};
  return result;
}

}  // namespace pecprobe::test
