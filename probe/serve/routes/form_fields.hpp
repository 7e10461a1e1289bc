// What every form that is sent without script has in common.
#pragma once

#include "probe/serve/checks/typed_fields.hpp"
#include "probe/serve/page/form_values.hpp"
#include "probe/serve/routes/visit.hpp"

#include <optional>
#include <vector>

namespace pecprobe {

/// The fields of a form of ours, whose token is spent hereby. Nothing when the request was refused. Forgets the body,
/// and takes the language that the form was shown in.
[[nodiscard]] std::optional<TypedFields> form_fields(Visit& visit);

/// The fields of a program's JSON, likewise.
[[nodiscard]] std::optional<TypedFields> json_body(Visit& visit);

[[nodiscard]] std::vector<page::ProviderChoice> provider_choices(const ProviderTable& table);

}  // namespace pecprobe
