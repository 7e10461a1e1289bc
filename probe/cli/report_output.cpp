#include "probe/cli/report_output.hpp"

#include "probe/cli/language.hpp"
#include "probe/cli/sink_options.hpp"
#include "probe/report/report_formats.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>

namespace pecprobe {

namespace {

UsageError not_writable(const std::string& path, const OutputFileError& error) {
  switch (error.problem) {
    case OutputFileProblem::not_a_regular_file: return {Message::report_not_a_regular_file, path, {}};
    case OutputFileProblem::exists:
    case OutputFileProblem::system: return {Message::report_not_writable, path, error.detail};
  }
  return {Message::report_not_writable, path, error.detail};
}

/// A file that another program made and that holds more than ours: the step summary of a GitHub job.
tl::expected<FileDescriptor, UsageError> opened_to_append(const std::string& path) {
  FileDescriptor file{::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666)};
  if (!file.is_open()) {
    return tl::unexpected(UsageError{Message::report_not_writable, path, std::generic_category().message(errno)});
  }
  struct stat status = {};
  if (fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return tl::unexpected(UsageError{Message::report_not_a_regular_file, path, {}});
  }
  return file;
}

bool names_one_file_twice(const std::vector<ReportFile>& reports) {
  std::set<std::filesystem::path> seen;
  for (const ReportFile& report : reports) {
    std::error_code error;
    const std::filesystem::path path = std::filesystem::weakly_canonical(report.path, error);
    if (!seen.insert(error ? std::filesystem::path(report.path) : path).second) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<UsageError> write_whole_file(const std::string& path, std::string_view bytes) {
  auto file = OutputFile::create(path);
  if (!file) {
    return not_writable(path, file.error());
  }
  (*file)->stream() << bytes;
  const auto committed = (*file)->commit();
  return committed ? std::nullopt
                   : std::optional(UsageError{Message::report_write_failed, path, committed.error().detail});
}

tl::expected<ReportOutput, UsageError> ReportOutput::open(const std::string& format,
                                                          const std::vector<ReportFile>& reports,
                                                          const SinkOptions& options) {
  if (names_one_file_twice(reports)) {
    return tl::unexpected(UsageError{Message::report_same_file, {}, {}});
  }
  ReportOutput output;
  auto standard = std::make_unique<DescriptorStream>(STDOUT_FILENO);
  auto sink = find_report_format(format)->make(*standard, options);
  output.m_destinations.push_back({nullptr, FileDescriptor{}, std::move(standard), std::move(sink)});
  SinkOptions plain = options;
  plain.colour = Colour::never;
  for (const ReportFile& report : reports) {
    auto file = OutputFile::create(report.path);
    if (!file) {
      return tl::unexpected(not_writable(report.path, file.error()));
    }
    auto file_sink = find_report_format(report.format)->make((*file)->stream(), plain);
    output.m_destinations.push_back({std::move(*file), FileDescriptor{}, nullptr, std::move(file_sink)});
  }
  if (const auto path = process_environment("GITHUB_STEP_SUMMARY"); format == "github" && !path.value_or("").empty()) {
    auto summary = opened_to_append(*path);
    if (!summary) {
      return tl::unexpected(summary.error());
    }
    auto stream = std::make_unique<DescriptorStream>(summary->number());
    auto summary_sink = make_github_summary_sink(*stream, plain);
    output.m_destinations.push_back({nullptr, std::move(*summary), std::move(stream), std::move(summary_sink)});
  }
  return output;
}

tl::expected<ReportOutput, UsageError> ReportOutput::open(const CheckRequest& request, Language language,
                                                          Colour colour) {
  return open(request.format, request.reports, sink_options(request, language, colour));
}

void ReportOutput::begin(const RunInfo& run) {
  for (Destination& destination : m_destinations) {
    destination.sink->begin(run);
  }
}

void ReportOutput::add(const ShownAccount& account) {
  for (Destination& destination : m_destinations) {
    destination.sink->add(account);
    if (destination.stream) {
      destination.stream->flush();  // a person waits for it
    }
  }
}

std::optional<UsageError> ReportOutput::end(const RunEnd& run) {
  std::optional<UsageError> failure;
  for (Destination& destination : m_destinations) {
    destination.sink->end(run);
    std::optional<UsageError> mishap;
    if (destination.stream) {
      destination.stream->flush();
      if (const int error = destination.stream->error(); error != 0) {
        mishap = UsageError{Message::output_write_failed, {}, std::generic_category().message(error)};
      }
    } else if (const auto committed = destination.file->commit(); !committed) {
      mishap = UsageError{Message::report_write_failed, destination.file->path(), committed.error().detail};
    }
    failure = failure ? failure : mishap;
  }
  return failure;
}

}  // namespace pecprobe
