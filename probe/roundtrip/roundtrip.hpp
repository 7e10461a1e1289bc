// A round trip: one PEC is sent, its receipts are waited for and verified.
#pragma once

#include "probe/diagnosis/diagnose.hpp"
#include "probe/model/account.hpp"
#include "probe/roundtrip/arrival.hpp"
#include "probe/roundtrip/schedule.hpp"
#include "protocols/imap/inbox_watch.hpp"
#include "protocols/net/network.hpp"
#include "protocols/net/trust_store.hpp"
#include "protocols/smtp/submission.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

enum class Cleanup { never, when_verified };

/// Why the waiting ended.
enum class WaitEnd {
  not_begun,  // nothing was sent, or the server did not take it
  complete,   // everything that was expected came, or word that it will not
  time_over,
  lost,  // the mailbox could not be watched any more
  interrupted,
};
[[nodiscard]] std::string_view to_string(WaitEnd end) noexcept;

struct RoundtripOrder {
  const Account& account;          // with an SMTP endpoint, and one of IMAP or POP3
  const Credentials& credentials;  // that passed a check
  std::string recipient;           // the account's own address, or another one
  ReceiptType type = ReceiptType::brief;
  std::chrono::milliseconds wait = std::chrono::minutes{3};
  Cleanup cleanup = Cleanup::never;
  X509_STORE* authorities;  // of the receipts' signers
  Knowledge knowledge;      // for the diagnosis of what goes wrong
  std::function<void()> on_sent{};
  std::function<void(const Arrival&)> on_arrival{};
};

struct CleanupResult {
  imap::BinMove move = imap::BinMove::not_offered;
  std::size_t messages = 0;  // moved, or that were to be
};

struct Roundtrip {
  Sent sent;
  ReceiptType type = ReceiptType::brief;
  WatchMethod method = WatchMethod::polling;
  std::chrono::milliseconds wait{};  // the limit
  std::optional<smtp::SubmissionOutcome> submission;
  std::optional<Timestamp> sent_at;  // the sending began
  std::chrono::milliseconds took{};  // from then until the server had it
  std::vector<Arrival> arrivals;
  WaitEnd end = WaitEnd::not_begun;
  std::chrono::milliseconds waited{};  // since the sending began
  int logins = 0;                      // besides those of the check
  int looks = 0;
  std::optional<WatchStop> stop{};  // why the mailbox could not be watched, or not to the end
  std::optional<CleanupResult> cleanup;
  Diagnosis diagnosis;  // ok, receipt_…, or what kept the message from being sent

  /// The server has the message, or may have it.
  [[nodiscard]] bool may_be_sent() const noexcept;
  /// The first genuine one of its kind; null where there is none.
  [[nodiscard]] const Arrival* evidence_of(ReceiptKind kind) const noexcept;
  /// Between acceptance and delivery, by the provider's own clock.
  [[nodiscard]] std::optional<std::chrono::seconds> delivery_delay() const noexcept;
};

/// What is waited for: acceptance and delivery, and to oneself the envelope.
[[nodiscard]] std::vector<ReceiptKind> expected_kinds(const Roundtrip& roundtrip);

/// Blocks until it has ended; on a signal of the network within two seconds, with what is known by then.
///
/// Logins: one to receive (with POP3 one for each look), before the sending so that what is new can be told, and one to
/// send. IMAP is preferred. No message but those that name the token is fetched, and none is marked as read.
[[nodiscard]] Roundtrip run_roundtrip(Network& network, const RoundtripOrder& order);

}  // namespace pecprobe
