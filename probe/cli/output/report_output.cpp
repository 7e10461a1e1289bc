#include "probe/cli/output/report_output.hpp"

#include "probe/cli/language.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/report/report_formats.hpp"
#include "protocols/base/text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <limits>
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

/// N for the names under which a shell or the system shows a program its own descriptors.
std::optional<int> descriptor_named(std::string_view path) {
  if (path == "/dev/stdout" || path == "/dev/stderr") {
    return path == "/dev/stdout" ? STDOUT_FILENO : STDERR_FILENO;
  }
  constexpr std::string_view k_folder = "/dev/fd/";
  const auto number = path.starts_with(k_folder) ? parse_number(path.substr(k_folder.size())) : std::nullopt;
  return number && *number <= std::numeric_limits<int>::max() ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

/// A second descriptor for one that came with the program. Not for one of our own: those close on exec.
FileDescriptor duplicated(int number) {
  const int flags = ::fcntl(number, F_GETFD);
  const bool is_inherited = flags >= 0 && (flags & FD_CLOEXEC) == 0;
  return is_inherited ? FileDescriptor{::fcntl(number, F_DUPFD_CLOEXEC, 0)} : FileDescriptor{};
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

void ReportOutput::add_direct(std::string path, FileDescriptor descriptor, const ReportFormat& format,
                              const SinkOptions& options) {
  auto stream = std::make_unique<DescriptorStream>(descriptor.is_open() ? descriptor.number() : STDOUT_FILENO);
  auto sink = format.make(*stream, options);
  m_destinations.push_back(
      {std::move(path), nullptr, std::move(descriptor), std::move(stream), std::move(sink), format.order});
}

std::optional<UsageError> ReportOutput::add_report(const ReportFile& report, const SinkOptions& options) {
  const ReportFormat& format = *find_report_format(report.format);
  if (const auto number = descriptor_named(report.path)) {
    auto descriptor = duplicated(*number);
    if (!descriptor.is_open()) {
      return UsageError{Message::report_not_writable, report.path, std::generic_category().message(EBADF)};
    }
    add_direct(report.path, std::move(descriptor), format, options);
    return std::nullopt;
  }
  auto file = OutputFile::create(report.path);
  if (!file) {
    return not_writable(report.path, file.error());
  }
  auto sink = format.make((*file)->stream(), options);
  m_destinations.push_back({report.path, std::move(*file), FileDescriptor{}, nullptr, std::move(sink), format.order});
  return std::nullopt;
}

std::optional<UsageError> ReportOutput::add_step_summary(const std::string& path, const SinkOptions& options) {
  auto descriptor = opened_to_append(path);
  if (!descriptor) {
    return descriptor.error();
  }
  add_direct(path, std::move(*descriptor), {"github", AccountOrder::of_the_input, &make_github_summary_sink}, options);
  return std::nullopt;
}

tl::expected<ReportOutput, UsageError> ReportOutput::open(const std::string& format,
                                                          const std::vector<ReportFile>& reports,
                                                          const SinkOptions& options) {
  if (names_one_file_twice(reports)) {
    return tl::unexpected(UsageError{Message::report_same_file, {}, {}});
  }
  ReportOutput output;
  output.add_direct({}, FileDescriptor{}, *find_report_format(format), options);
  SinkOptions plain = options;
  plain.colour = Colour::never;
  std::optional<UsageError> refusal;
  for (const ReportFile& report : reports) {
    refusal = refusal ? refusal : output.add_report(report, plain);
  }
  const auto summary = process_environment("GITHUB_STEP_SUMMARY");
  if (!refusal && format == "github" && !summary.value_or("").empty()) {
    refusal = output.add_step_summary(*summary, plain);
  }
  if (refusal) {
    return tl::unexpected(std::move(*refusal));
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
  add(account, AccountOrder::as_they_end);
  add(account, AccountOrder::of_the_input);
}

void ReportOutput::add(const ShownAccount& account, AccountOrder order, std::optional<std::string_view> json) {
  for (Destination& destination : m_destinations) {
    if (destination.order != order) {
      continue;
    }
    if (json) {
      destination.sink->add_with_json(account, *json);
    } else {
      destination.sink->add(account);
    }
    if (destination.stream) {
      destination.stream->flush();  // a person waits for it
    }
  }
}

bool ReportOutput::wants(AccountOrder order) const noexcept {
  return std::any_of(m_destinations.begin(), m_destinations.end(),
                     [order](const Destination& destination) { return destination.order == order; });
}

std::optional<UsageError> ReportOutput::failure() const {
  for (const Destination& destination : m_destinations) {
    if (auto failure = failure_of(destination)) {
      return failure;
    }
  }
  return std::nullopt;
}

std::optional<UsageError> ReportOutput::failure_of(const Destination& destination) {
  const int error = destination.stream ? destination.stream->error() : 0;
  return error == 0 ? std::nullopt
                    : std::optional(UsageError{
                          destination.path.empty() ? Message::output_write_failed : Message::report_not_complete,
                          destination.path, std::generic_category().message(error)});
}

std::optional<UsageError> ReportOutput::end(const RunEnd& run) {
  std::optional<UsageError> failure;
  for (Destination& destination : m_destinations) {
    destination.sink->end(run);
    std::optional<UsageError> mishap;
    if (destination.stream) {
      destination.stream->flush();
      mishap = failure_of(destination);
    } else if (const auto committed = destination.file->commit(); !committed) {
      mishap = UsageError{Message::report_write_failed, destination.path, committed.error().detail};
    }
    failure = failure ? failure : mishap;
  }
  return failure;
}

}  // namespace pecprobe
