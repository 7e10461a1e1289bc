// Asks for what a request still lacks.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "probe/cli/terminal/terminal.hpp"
#include "probe/config/provider_table.hpp"
#include "protocols/net/mail_exchangers.hpp"

#include <tl/expected.hpp>

#include <optional>

namespace pecprobe {

/// Why a request could not be completed: a sentence, or the signal that ended the questions.
struct InterviewEnd {
  UsageError error;
  int signal = 0;

  bool operator==(const InterviewEnd&) const = default;
};

/// A request that cannot be carried out, and why.
[[nodiscard]] inline tl::unexpected<InterviewEnd> refusal(UsageError error) {
  return tl::unexpected(InterviewEnd{std::move(error)});
}

/// Completes the account: the address, and the provider where neither an option nor the domain
/// tells it; the user name only where the address was asked for too and the provider has user ids.
/// Without a `prompter` (null) what is missing is an error. `dns` (or null) is asked before a person is.
[[nodiscard]] std::optional<InterviewEnd> complete_account(CheckRequest& request, Prompter* prompter,
                                                           const ProviderTable& table, Language language,
                                                           MailExchangers* dns = nullptr);

/// The password from its source or, without one and where standard input is the person, by a question without echo.
[[nodiscard]] tl::expected<Secret, InterviewEnd> obtain_password(const CheckRequest& request, Prompter* prompter,
                                                                 Language language);

}  // namespace pecprobe
