// Everything that the options of `check` and `batch` can say, typed and checked one by one.
#pragma once

#include "probe/batch/batch.hpp"
#include "probe/batch/shard.hpp"
#include "probe/cli/options/server_settings.hpp"
#include "probe/config/account_input.hpp"
#include "probe/config/secret_source.hpp"
#include "probe/engine/check.hpp"
#include "probe/model/expiry.hpp"
#include "probe/report/report_sink.hpp"
#include "probe/roundtrip/roundtrip.hpp"
#include "protocols/net/network.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// `--report FORMAT=PATH`.
struct ReportFile {
  std::string format;
  std::string path;

  bool operator==(const ReportFile&) const = default;
};

enum class ColourChoice { automatic, always, never };
enum class Verbosity { quiet, normal, verbose };

/// When a run that passed is to exit with 1 all the same.
struct FailureRules {
  std::optional<Duration> expires_within;      // the password on record
  std::optional<Duration> certificate_within;  // a server's certificate
  bool warnings_as_failures = false;

  bool operator==(const FailureRules&) const = default;
};

/// The lock-out guard's settings.
struct GuardSettings {
  bool try_all = false;
  bool force = false;
  bool no_memory = false;
  std::string state_file;  // empty: the usual place

  bool operator==(const GuardSettings&) const = default;
};

/// What `rotate verify` is told besides; the new password is the request's own.
struct VerificationSettings {
  std::optional<SecretSource> old_password;
  std::optional<std::chrono::sys_days> issued;  // of the new password; none: today
  Duration wait{};                              // for propagation
  bool expect_refused = false;
  std::string evidence;  // a file that does not exist yet; empty: none

  bool operator==(const VerificationSettings&) const = default;
};

/// What only `roundtrip` takes.
struct RoundtripSettings {
  std::string recipient;  // empty: the account's own address
  ReceiptType type = ReceiptType::brief;
  Duration wait = std::chrono::minutes{3};
  Cleanup cleanup = Cleanup::never;
  bool is_agreed = false;  // --yes
};

/// What the actions of `rotate` that keep dates are told besides.
struct RotationSettings {
  std::optional<std::chrono::sys_days> expires;  // as the provider's portal shows it
  std::optional<std::chrono::sys_days> on;       // of an extension or a deactivation; none: today
  std::vector<std::string> programs;             // where the password is installed
  std::optional<Validity> validity;              // months or days
  std::optional<int> extension_window_days;
  std::optional<int> within_days;
  std::string output;  // empty: standard output

  bool operator==(const RotationSettings&) const = default;
};

/// Whether the DNS is asked whose mail exchangers a domain has that the table does not know.
enum class ExchangerLookUp { on, off };

/// What a batch does with each account: a test of its password, or of the rotation from the old one to the new one.
enum class BatchKind { check, rotation };

/// What only `batch` takes.
struct BatchSettings {
  BatchKind kind = BatchKind::check;
  std::string file;  // empty: not named
  std::size_t concurrency = 64;
  std::size_t per_host = 4;
  std::optional<StartRate> rate;
  Shard shard;
  std::string journal;      // empty: the usual place
  std::string only_failed;  // of this report; empty: of none
  std::vector<std::string> only;
  std::vector<std::string> exclude;
  AfterFailure after_failure = AfterFailure::go_on;
  std::optional<Duration> time_limit;  // of the whole run
  bool explains_columns = false;
};

struct CheckRequest {
  AccountInput account;                  // without an address: to be asked for
  std::optional<SecretSource> password;  // none: to be asked for
  std::optional<std::chrono::sys_days> today;
  NetworkOptions network;
  ExchangerLookUp exchangers = ExchangerLookUp::on;
  AddressPlan addresses = AddressPlan::first_that_answers;
  bool check_sender = false;
  std::optional<std::string> check_recipient;  // implies the sender check
  int retries = 0;
  FailureRules failure_rules;
  VerificationSettings verification;
  RotationSettings rotation;
  RoundtripSettings roundtrip;
  std::vector<std::string> further_words;  // behind the address, where a command takes them
  GuardSettings guard;
  std::string format = "text";
  std::vector<ReportFile> reports;
  AccountLabel account_label = AccountLabel::hash;
  std::optional<Duration> nagios_warning;  // how long before an end the nagios format warns
  std::optional<Duration> nagios_critical;
  bool share = false;
  std::optional<Language> language;
  ColourChoice colour = ColourChoice::automatic;
  Verbosity verbosity = Verbosity::normal;
  BatchSettings batch;
  ServerSettings server;
};

}  // namespace pecprobe
