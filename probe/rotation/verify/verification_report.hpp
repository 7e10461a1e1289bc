// Everything that is told about a verification, for people and for programs.
#pragma once

#include "probe/rotation/verify/checklist.hpp"
#include "probe/rotation/verify/verification.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// What stands in the ledger afterwards.
struct RecordedDates {
  std::chrono::sys_days issued{};
  std::optional<std::chrono::sys_days> expires{};
  std::optional<std::chrono::sys_days> extendable_from{};
  std::optional<std::chrono::sys_days> deactivated{};

  bool operator==(const RecordedDates&) const = default;
};

struct EvidenceFile {
  std::string path;
  std::string sha256;  // lower-case hexadecimal

  bool operator==(const EvidenceFile&) const = default;
};

struct VerificationReport {
  ToolInfo tool;
  Timestamp started_at{};
  Duration elapsed{};
  std::chrono::sys_days today{};
  Verification verification;
  std::optional<RecordedDates> recorded;  // nothing: nothing was written
  MailSettings settings;                  // of the account
  std::vector<ProgramOnRecord> programs;
  std::optional<EvidenceFile> evidence;
};

/// What a service said to the password: the answer that decided, escaped; lines joined by a blank. Empty where there
/// was none.
[[nodiscard]] std::string said_by(const ServiceResult& service);

/// For a person. Ends with the success line of all tests, and only when `is_success`.
enum class Success { no, yes };
[[nodiscard]] std::string verification_text(const VerificationReport& report, Success success,
                                            const SinkOptions& options);

/// `pecprobe.rotation/1`, kind `verification`.
[[nodiscard]] std::string verification_json(const VerificationReport& report, Language language);

}  // namespace pecprobe
