// The file of an evidence record: opened before anything is tried, written when all is done.
#pragma once

#include "probe/cli/options/usage_error.hpp"
#include "probe/cli/output/output_file.hpp"
#include "probe/rotation/verify/verification_report.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <string>

namespace pecprobe {

class EvidenceWriter {
 public:
  /// Refused: a place that cannot be written, or where something stands already.
  [[nodiscard]] static tl::expected<EvidenceWriter, UsageError> open(const std::string& path);

  /// Puts the whole record in its place, readable by this user alone.
  [[nodiscard]] tl::expected<EvidenceFile, UsageError> write(const std::string& record);

 private:
  explicit EvidenceWriter(std::unique_ptr<OutputFile> file) : m_file(std::move(file)) {}

  std::unique_ptr<OutputFile> m_file;
};

/// Who runs this program, and where; empty where the system does not tell.
[[nodiscard]] std::string user_name();
[[nodiscard]] std::string computer_name();

}  // namespace pecprobe
