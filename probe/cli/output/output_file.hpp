// A file that appears whole or not at all.
#pragma once

#include "probe/cli/terminal/descriptor_stream.hpp"
#include "probe/config/file_descriptor.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <ostream>
#include <string>

namespace pecprobe {

enum class OutputFileProblem { not_a_regular_file, exists, system };

struct OutputFileError {
  OutputFileProblem problem;
  std::string detail;  // the system's words

  bool operator==(const OutputFileError&) const = default;
};

/// Written beside its place under a name of its own and moved there by commit(); without a commit
/// nothing changes. Only a regular file is ever replaced: a symbolic link, a FIFO, a device or a
/// folder at that place is refused.
class OutputFile {
 public:
  /// The umask decides who may read it.
  [[nodiscard]] static tl::expected<std::unique_ptr<OutputFile>, OutputFileError> create(const std::string& path);
  /// For its user alone (0600), and never in the place of another file, whatever it is: neither now nor in commit().
  [[nodiscard]] static tl::expected<std::unique_ptr<OutputFile>, OutputFileError> create_new(const std::string& path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  [[nodiscard]] std::ostream& stream() noexcept { return m_stream; }
  [[nodiscard]] const std::string& path() const noexcept { return m_path; }

  /// Everything is on the disk and in its place afterwards, or the place is as it was.
  [[nodiscard]] tl::expected<void, OutputFileError> commit();

 private:
  enum class IfTaken { replace, refuse };
  static tl::expected<std::unique_ptr<OutputFile>, OutputFileError> open_beside(const std::string& path,
                                                                                IfTaken if_taken);
  OutputFile(std::string path, std::string temporary, FileDescriptor file, IfTaken if_taken);
  [[nodiscard]] tl::expected<void, OutputFileError> take_place();

  std::string m_path;
  IfTaken m_if_taken;
  std::string m_temporary;  // empty once it was moved
  FileDescriptor m_file;
  DescriptorStream m_stream;
};

}  // namespace pecprobe
