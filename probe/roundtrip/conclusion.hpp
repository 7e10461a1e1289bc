// What a round trip proves: one code of the closed list.
#pragma once

#include "probe/roundtrip/roundtrip.hpp"

namespace pecprobe {

/// Whether nothing more needs to be waited for: of every kind that is expected one came, genuine or not, or a genuine
/// notice says that the message did not get through.
[[nodiscard]] bool is_complete(const Roundtrip& roundtrip);

/// Of a message that the server has, or may have: receipt_not_authentic when anything that came is not genuine,
/// receipt_refused when a genuine notice says so, ok when everything expected came and is genuine, else
/// receipt_not_received.
[[nodiscard]] Diagnosis conclude(const Roundtrip& roundtrip);

/// Of a message that the server did not take.
[[nodiscard]] Diagnosis diagnose_submission(const smtp::SubmissionOutcome& outcome, const ServiceFacts& session,
                                            const Knowledge& knowledge);

/// Of a mailbox that could not be watched from the beginning, so that nothing was sent.
[[nodiscard]] Diagnosis diagnose_watch(const WatchStop& stop, const ServiceFacts& session, const Knowledge& knowledge);

}  // namespace pecprobe
