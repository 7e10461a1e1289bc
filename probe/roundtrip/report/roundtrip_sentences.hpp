// What is said of a round trip before, while and after it runs, in one language.
#pragma once

#include "probe/model/provider.hpp"
#include "probe/report/shown_account.hpp"
#include "probe/report/wording.hpp"
#include "probe/roundtrip/roundtrip.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace pecprobe {

/// What is going to happen, sentence by sentence, before anybody agrees to it. `provider` may be null.
[[nodiscard]] std::vector<std::string> announcement(const Account& account, const std::string& recipient,
                                                    Cleanup cleanup, const Provider* provider, const Wording& wording);

/// "acceptance": the event's name.
[[nodiscard]] std::string event_name(const Arrival& arrival, const Wording& wording);
/// What it proves, and why not.
[[nodiscard]] std::string meaning_sentence(const Arrival& arrival, const Wording& wording);
/// "1.2 s".
[[nodiscard]] std::string seconds_text(std::chrono::milliseconds time, const Wording& wording);

[[nodiscard]] std::string sent_sentence(const Roundtrip& roundtrip, const Wording& wording);
/// Why the waiting ended, and how it was done.
[[nodiscard]] std::string waiting_end_sentence(const Roundtrip& roundtrip, const Wording& wording);
[[nodiscard]] std::string cleanup_sentence(const Roundtrip& roundtrip, const Wording& wording);

/// What became of the clean-up that was asked for: "moved", "pop3" …; a name for programs and a key of the wording.
[[nodiscard]] std::string cleanup_name(const Roundtrip& roundtrip);

/// Title, cause and advice of what the round trip proves.
[[nodiscard]] DiagnosisText describe(const Roundtrip& roundtrip, const AccountResult& check, const Wording& wording);

}  // namespace pecprobe
