// From the fields of a form to the account that is meant, or to what is wrong with each of them.
#pragma once

#include "probe/config/account_input.hpp"
#include "probe/serve/access/address_rule.hpp"
#include "probe/serve/checks/typed_fields.hpp"
#include "probe/serve/page/form_values.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <optional>
#include <vector>

namespace pecprobe {

class Wording;

/// As typed, right or wrong.
[[nodiscard]] page::AccountForm form_of(const TypedFields& fields);

/// What can be said without looking anything up: URLs that are none, a date that is none or lies in the future, no
/// service. A provider that the address tells is filled in, so that own servers keep what is known of it.
[[nodiscard]] tl::expected<AccountInput, std::vector<page::Complaint>> input_of(const page::AccountForm& form,
                                                                                const ProviderTable& table,
                                                                                std::chrono::sys_days today,
                                                                                const Wording& wording);

/// What is wrong with a password, if anything: empty, too long, or with bytes that no protocol carries.
[[nodiscard]] std::optional<page::Complaint> complaint_about(const Secret& password, std::string_view field,
                                                             const Wording& wording);
[[nodiscard]] page::Complaint complaint_about(const InputError& error, const Wording& wording);
[[nodiscard]] page::Complaint complaint_about(EndpointObjection objection, const Endpoint& endpoint,
                                              const Wording& wording);

}  // namespace pecprobe
