// From what was typed to an account whose servers this page may connect to.
#pragma once

#include "probe/config/account_input.hpp"
#include "probe/serve/checks/check_tools.hpp"
#include "probe/serve/page/form_values.hpp"

#include <tl/expected.hpp>

#include <optional>

namespace pecprobe {

class Wording;

/// May ask the name servers: not for a loop's thread.
[[nodiscard]] tl::expected<Account, page::Complaint> account_to_test(AccountInput input, const CheckTools& tools,
                                                                     const Wording& wording);

/// A name that nobody vouches for may lead anywhere: it is looked up on `network`, which keeps the answer for the test.
/// Runs the network. What is wrong with the first that leads where it must not.
[[nodiscard]] std::optional<page::Complaint> foreign_address(Network& network, const Account& account,
                                                             const CheckTools& tools, const Wording& wording);

}  // namespace pecprobe
