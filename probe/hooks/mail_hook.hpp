// A person who is told of changes by mail, through one of the accounts.
#pragma once

#include "probe/hooks/deliverer.hpp"
#include "probe/hooks/mail_text.hpp"
#include "protocols/net/smtp_submission.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace pecprobe::hooks {

struct MailSettings {
  Endpoint endpoint;  // the account's SMTP
  std::string login;
  MailPeople people;
  std::function<tl::expected<Secret, std::string>()> password;  // read for each mail; why not, in English
  /// What is remembered of refused passwords, for every login of this user; each may be empty.
  std::function<bool(const Secret& password)> is_held_back{};
  std::function<void(const Secret& password)> note_refusal{};
  TransferOptions options;
  Language language = Language::italian;
};

/// One mail for each change, at most six a minute, which the strictest provider that is known allows. A password that
/// the server refused is not tried again until it is another one: a change is not worth a locked mailbox. `clock`
/// outlives it.
[[nodiscard]] std::unique_ptr<Deliverer> make_mail_hook(MailSettings settings, const Clock& clock);

}  // namespace pecprobe::hooks
