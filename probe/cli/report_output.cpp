#include "probe/cli/report_output.hpp"

#include <unistd.h>

#include <filesystem>
#include <set>
#include <system_error>

namespace pecprobe {

namespace {

tl::expected<const ReportFormat*, UsageError> available_format(const std::string& name, const char* option) {
  const ReportFormat* format = find_report_format(name);
  if (format == nullptr) {
    return tl::unexpected(UsageError{Message::format_not_available, option, name});
  }
  return format;
}

UsageError not_writable(const std::string& path, const OutputFileError& error) {
  switch (error.problem) {
    case OutputFileProblem::not_a_regular_file: return {Message::report_not_a_regular_file, path, {}};
    case OutputFileProblem::system: return {Message::report_not_writable, path, error.detail};
  }
  return {Message::report_not_writable, path, error.detail};
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

tl::expected<ReportOutput, UsageError> ReportOutput::open(const CheckRequest& request, Language language,
                                                          Colour colour) {
  const SinkOptions options{language, colour, request.verbosity == Verbosity::quiet,
                            request.verbosity == Verbosity::verbose};
  const auto format = available_format(request.format, "--format");
  if (!format) {
    return tl::unexpected(format.error());
  }
  if (names_one_file_twice(request.reports)) {
    return tl::unexpected(UsageError{Message::report_same_file, {}, {}});
  }
  ReportOutput output;
  auto standard = std::make_unique<DescriptorStream>(STDOUT_FILENO);
  auto sink = (*format)->make(*standard, options);
  output.m_destinations.push_back({nullptr, std::move(standard), std::move(sink)});
  SinkOptions plain = options;
  plain.colour = Colour::never;
  for (const ReportFile& report : request.reports) {
    const auto file_format = available_format(report.format, "--report");
    if (!file_format) {
      return tl::unexpected(file_format.error());
    }
    auto file = OutputFile::create(report.path);
    if (!file) {
      return tl::unexpected(not_writable(report.path, file.error()));
    }
    auto file_sink = (*file_format)->make((*file)->stream(), plain);
    output.m_destinations.push_back({std::move(*file), nullptr, std::move(file_sink)});
  }
  return output;
}

void ReportOutput::begin(const RunInfo& run) {
  for (Destination& destination : m_destinations) {
    destination.sink->begin(run);
  }
}

void ReportOutput::add(const AccountResult& account) {
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
