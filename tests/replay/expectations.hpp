// What each true cause may be called, and which causes cannot be played to our client.
#pragma once

#include "probe/model/diagnosis.hpp"

#include <map>
#include <string_view>
#include <vector>

namespace pecprobe::test {

/// At most three codes per true cause. Where the line of a server cannot tell the configured cause, the honest code
/// stands here and not that cause.
[[nodiscard]] const std::map<std::string_view, std::vector<Code>>& allowed_codes();

/// True causes whose recordings show a client that does what ours never does, with the reason.
[[nodiscard]] const std::map<std::string_view, std::string_view>& not_replayable();

/// The lab asked for a client certificate in the handshake of this cause, which the recordings do not show.
inline constexpr std::string_view k_asks_for_certificate = "server requires a client certificate, client has none";

}  // namespace pecprobe::test
