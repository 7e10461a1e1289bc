// One account as a report shows it: texts in one language, escaped, safe on a terminal. Every format is made from this,
// and a JSON report can be read back into it.
#pragma once

#include "probe/model/report.hpp"
#include "probe/report/dates.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

class Wording;

struct HypothesisText {
  Code code;
  std::string id;
  std::string why;     // what ranks it here
  std::string settle;  // the one action that would settle it

  bool operator==(const HypothesisText&) const = default;
};

struct DiagnosisText {
  std::string title;  // completed with the diagnosis's detail
  std::string cause;
  std::vector<std::string> advice;  // most useful first
  std::string tell_provider;        // for a request to the provider; empty where it has no say
  std::vector<HypothesisText> hypotheses;

  bool operator==(const DiagnosisText&) const = default;
};

struct ShownDiagnosis {
  Code code = Code::internal_error;
  Certainty certainty = Certainty::stated;
  Retry retry = Retry::pointless;
  DiagnosisText text;
  std::vector<Evidence> evidence;

  bool operator==(const ShownDiagnosis&) const = default;
};

struct ShownWarning {
  WarningCode code;
  std::string text;

  bool operator==(const ShownWarning&) const = default;
};

struct ShownStep {
  Step step;
  StepStatus status = StepStatus::skip;
  Duration began{};
  Duration took{};
  std::string detail;
  bool is_quote = false;  // a line of the server: may be shortened, never broken into words

  bool operator==(const ShownStep&) const = default;
};

struct ShownTls {
  std::string version;  // empty when the handshake did not get that far; likewise cipher
  std::string cipher;
  bool resumed = false;
  std::vector<CertificateFacts> chain;
  std::optional<int> days_left;
  std::string verify;  // "ok", the name of the gravest problem, or empty when there was nothing to verify
  std::optional<bool> host_match;

  bool operator==(const ShownTls&) const = default;
};

struct ShownAuth {
  bool attempted = false;
  std::string mechanism;
  bool accepted = false;
  std::optional<RefusalTimes> remembered{};  // not tried: the diagnosis is that of an earlier refusal

  bool operator==(const ShownAuth&) const = default;
};

struct ShownCapabilities {
  std::vector<std::string> before_tls;
  std::vector<std::string> after_tls;
  std::vector<std::string> after_login;

  bool operator==(const ShownCapabilities&) const = default;
};

struct ShownMailbox {
  std::optional<std::uint64_t> messages;
  std::optional<std::uint64_t> octets;
  std::optional<std::uint64_t> uid_validity;

  bool operator==(const ShownMailbox&) const = default;
};

struct ShownService {
  Endpoint endpoint;
  std::string address;  // that answered; empty when none did
  std::string label;    // "IMAP"; told apart within its account: "IMAP 192.0.2.10" where several addresses were tested
  Verdict verdict = Verdict::unverified;
  ShownDiagnosis diagnosis;
  std::vector<ShownWarning> warnings;
  std::vector<std::string> alerts;
  ShownAuth auth;
  ShownCapabilities capabilities;
  std::optional<ShownMailbox> mailbox;
  std::vector<ShownStep> steps;
  std::optional<ShownTls> tls;
  int round_trips = 0;
  Duration elapsed{};
  std::vector<TranscriptEntry> dialogue;
  std::size_t dialogue_dropped = 0;

  bool operator==(const ShownService&) const = default;
};

struct ShownPassword {
  PasswordDates dates;
  PasswordState state;

  bool operator==(const ShownPassword&) const = default;
};

/// Where a run took an account from, for readers that point there.
struct ShownSource {
  std::string file;
  std::size_t line = 0;

  bool operator==(const ShownSource&) const = default;
};

struct ShownAccount {
  std::string address;
  std::string login;
  AccountKind kind = AccountKind::mailbox;
  std::string provider;  // empty where the servers were given by hand
  Verdict verdict = Verdict::unverified;
  std::optional<ShownPassword> password;
  std::vector<ShownWarning> warnings;
  std::vector<ShownService> services;
  std::string rotation{};  // what the test of its rotation showed, as pecprobe.rotation/1 names it, or empty
  std::optional<ShownSource> source{};  // in no JSON report

  bool operator==(const ShownAccount&) const = default;
};

/// `result` as a report of the day `today` says it.
[[nodiscard]] ShownAccount shown(const AccountResult& result, const Wording& wording, std::chrono::sys_days today);

/// Gives every service its label, unique within the account.
void label_services(std::vector<ShownService>& services);

}  // namespace pecprobe
