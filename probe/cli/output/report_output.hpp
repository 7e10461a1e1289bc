// Where results go: standard output in one format, and further reports to files.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "probe/cli/output/output_file.hpp"
#include "probe/cli/terminal/descriptor_stream.hpp"
#include "probe/report/report_sink.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Writes one document to its place, whole or not at all. What kept it from that, if anything.
[[nodiscard]] std::optional<UsageError> write_whole_file(const std::string& path, std::string_view bytes);

class ReportOutput {
 public:
  /// Opens everything before anything is tested. `format` and those of
  /// `reports` are registered names. Refused: a file that cannot be written, two reports to one file. /dev/stdout,
  /// /dev/stderr and /dev/fd/N mean a descriptor that this program was started with, and are written directly. With
  /// the github format the step summary is appended to the file that GITHUB_STEP_SUMMARY names.
  [[nodiscard]] static tl::expected<ReportOutput, UsageError> open(const std::string& format,
                                                                   const std::vector<ReportFile>& reports,
                                                                   const SinkOptions& options);
  [[nodiscard]] static tl::expected<ReportOutput, UsageError> open(const CheckRequest& request, Language language,
                                                                   Colour colour);

  void begin(const RunInfo& run);
  void add(const ShownAccount& account);
  /// Of a run that tests many at once: for the formats with this order only. `json`: as for
  /// ReportSink::add_with_json().
  void add(const ShownAccount& account, AccountOrder order, std::optional<std::string_view> json = std::nullopt);
  [[nodiscard]] bool wants(AccountOrder order) const noexcept;
  /// What could not be written directly so far, if anything.
  [[nodiscard]] std::optional<UsageError> failure() const;
  /// Ends all reports and puts the files in their places. The first thing that could not be
  /// written, if any; the others are whole all the same.
  [[nodiscard]] std::optional<UsageError> end(const RunEnd& run);

 private:
  struct Destination {
    std::string path;                          // empty for standard output
    std::unique_ptr<OutputFile> file;          // null for what is written directly
    FileDescriptor descriptor;                 // of what is written directly; closed for standard output
    std::unique_ptr<DescriptorStream> stream;  // of whatever is not `file`
    std::unique_ptr<ReportSink> sink;
    AccountOrder order = AccountOrder::of_the_input;
  };

  ReportOutput() = default;
  [[nodiscard]] static std::optional<UsageError> failure_of(const Destination& destination);

  /// What is written as it comes, into a descriptor of its own.
  void add_direct(std::string path, FileDescriptor descriptor, const ReportFormat& format, const SinkOptions& options);
  [[nodiscard]] std::optional<UsageError> add_report(const ReportFile& report, const SinkOptions& options);
  [[nodiscard]] std::optional<UsageError> add_step_summary(const std::string& path, const SinkOptions& options);

  std::vector<Destination> m_destinations;
};

}  // namespace pecprobe
