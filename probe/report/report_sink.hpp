// One report format: receives finished values and writes them to a stream.
#pragma once

#include "probe/report/language.hpp"
#include "probe/report/shown_account.hpp"

#include <iosfwd>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace pecprobe {

/// One part of a run in parts, and what it may use of what the whole run may.
struct RunPart {
  std::size_t number = 1;    // from 1
  std::size_t count = 1;     // of all parts
  std::size_t per_host = 1;  // sessions at one host at once

  bool operator==(const RunPart&) const = default;
};

/// What is known before the first account is tested.
struct RunInfo {
  ToolInfo tool;
  Timestamp started_at{};
  std::chrono::sys_days today{};
  Language language = Language::italian;
  std::size_t accounts = 1;  // how many will be added, as far as is known
  std::optional<RunPart> part = std::nullopt;
};

/// What is known only when all is done.
struct RunEnd {
  Duration elapsed{};
};

/// Streaming formats write in add(), cumulative ones in end(). A sink never sees a password.
class ReportSink {
 public:
  ReportSink() = default;
  ReportSink(const ReportSink&) = delete;
  ReportSink& operator=(const ReportSink&) = delete;
  virtual ~ReportSink() = default;

  virtual void begin(const RunInfo& run) = 0;
  virtual void add(const ShownAccount& account) = 0;
  /// As add(), where account_json() was called already, without the dialogue: for formats that can use it.
  virtual void add_with_json(const ShownAccount& account, std::string_view json) {
    static_cast<void>(json);
    add(account);
  }
  virtual void end(const RunEnd& end) = 0;
};

enum class Colour { never, always };

/// How Prometheus' labels name an account: addresses are personal data, and each is a time series of its own.
enum class AccountLabel { hash, address };

/// From how many days before an end on the nagios format raises its voice.
struct NagiosLimits {
  int warning_days = 14;
  int critical_password_days = 3;
  int critical_certificate_days = 3;
  bool warnings_are_critical = false;

  bool operator==(const NagiosLimits&) const = default;
};

/// What a format needs besides the values; each takes what concerns it.
struct SinkOptions {
  Language language = Language::italian;
  Colour colour = Colour::never;                    // text
  bool quiet = false;                               // text, -q: only what failed and the final sentences
  bool verbose = false;                             // text, json, jsonl, -v: with the redacted dialogue
  AccountLabel account_label = AccountLabel::hash;  // prometheus
  NagiosLimits nagios;                              // nagios
};

/// In which order a format wants the accounts of a run that tests many at once.
enum class AccountOrder { as_they_end, of_the_input };

/// The registered formats, in the order in which help shows them.
struct ReportFormat {
  std::string_view name;
  AccountOrder order;
  std::unique_ptr<ReportSink> (*make)(std::ostream& out, const SinkOptions& options);
};
[[nodiscard]] const std::vector<ReportFormat>& report_formats();
[[nodiscard]] const ReportFormat* find_report_format(std::string_view name);

}  // namespace pecprobe
