// What a rotation's form says.
#pragma once

#include "probe/serve/checks/typed_fields.hpp"
#include "probe/serve/page/rotation_page.hpp"
#include "probe/serve/routes/visit.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace pecprobe {

/// As typed, without passwords.
[[nodiscard]] page::RotationForm rotation_form_of(const TypedFields& fields);

/// Whole, or with its complaints.
[[nodiscard]] tl::expected<RotationOrder, page::RotationForm> rotation_order_of(const TypedFields& fields,
                                                                                const Visit& visit);

/// Whose password the fields are about: that of a mailbox unless they say otherwise.
[[nodiscard]] LedgerKey ledger_key_of(const TypedFields& fields);

}  // namespace pecprobe
