// Accounts and their services as objects of the JSON report.
#pragma once

#include "probe/report/json_writer.hpp"
#include "probe/report/shown_account.hpp"

#include <string>

namespace pecprobe {

enum class DialogueInJson { left_out, kept };

/// `#/$defs/account` of the schema, as one value.
void write_account(JsonWriter& json, const ShownAccount& account, DialogueInJson dialogue);

/// The same on one line.
[[nodiscard]] std::string account_json(const ShownAccount& account, DialogueInJson dialogue);

}  // namespace pecprobe
