// Accounts and their services as objects of the JSON report.
#pragma once

#include "probe/report/shown_account.hpp"

#include <nlohmann/json_fwd.hpp>

namespace pecprobe {

enum class DialogueInJson { left_out, kept };

/// `#/$defs/account` of the schema.
[[nodiscard]] nlohmann::ordered_json account_json(const ShownAccount& account, DialogueInJson dialogue);

}  // namespace pecprobe
