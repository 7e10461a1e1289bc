// One service in the text report: its steps and, where it did not pass, what that means and what to do.
#pragma once

#include "probe/report/report_sink.hpp"
#include "probe/report/wording.hpp"

#include <string>

namespace pecprobe {

/// What every part of a text report is written with.
struct TextStyle {
  const Wording& wording;
  SinkOptions options;
};

/// "  IMAP  host:993 (TLS)" and its steps, one per line; with `-q` only those that failed.
[[nodiscard]] std::string steps_text(const ShownService& service, const TextStyle& style);

/// When an earlier run was refused, where this one repeats it; else nothing.
[[nodiscard]] std::string memory_text(const ShownAuth& auth, const TextStyle& style);

/// Title, the evidence, the cause, and what a retry would do.
[[nodiscard]] std::string finding_text(const ShownDiagnosis& diagnosis, const TextStyle& style);

/// What to do now and the causes that remain. Alike for services that failed alike, so that it can be said once.
[[nodiscard]] std::string remedies_text(const DiagnosisText& text, const TextStyle& style);

/// What to tell the provider; with `-v` only.
[[nodiscard]] std::string provider_text(const DiagnosisText& text, const TextStyle& style);

/// What the server wants to be shown, each of its lines marked as its own so that it cannot pass for ours.
[[nodiscard]] std::string alert_text(std::string_view alert, const TextStyle& style);

/// The redacted dialogue, a line per entry.
[[nodiscard]] std::string dialogue_text(const ShownService& service, const TextStyle& style);

}  // namespace pecprobe
