// A person who is told of changes by mail, through one of the accounts.
#pragma once

#include "probe/hooks/deliverer.hpp"
#include "probe/model/account.hpp"
#include "probe/report/language.hpp"
#include "probe/state/refusal_memory.hpp"
#include "protocols/net/network.hpp"
#include "protocols/net/transfer_options.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace pecprobe::hooks {

/// The account that sends, all of it of one moment: of its endpoints that of SMTP alone.
struct MailSender {
  Account account;
  Secret password;
  Hold turn{};  // as long as this is held nobody else logs in to the account

  [[nodiscard]] const Endpoint& endpoint() const { return account.endpoints.front(); }
};

struct MailSettings {
  /// Read for each mail, as the accounts file is when the account's turn has come: what blocks until then. Why not, in
  /// English.
  std::function<tl::expected<MailSender, std::string>(const std::stop_token& stop)> sender;
  std::string to;
  /// What is remembered of refused passwords, opened for each mail; may be empty, or give null.
  std::function<std::unique_ptr<RefusalMemory>()> open_memory{};
  TransferOptions options;
  Language language = Language::italian;
};

/// One mail for each change, at most six a minute, which the strictest provider that is known allows. A password that
/// the server refused is not tried again before the memory lets it, as a test would not; without a memory, until it is
/// another one: a change is not worth a locked mailbox. `clock` outlives it.
[[nodiscard]] std::unique_ptr<Deliverer> make_mail_hook(MailSettings settings, const Clock& clock);

}  // namespace pecprobe::hooks
