#include "probe/cli/output/report_file.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace pecprobe {

namespace {

constexpr std::size_t k_largest_file = std::size_t{256} * 1024 * 1024;

}  // namespace

tl::expected<std::string, UsageError> read_whole_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes;
  std::array<char, 65536> piece{};
  while (file && bytes.size() <= k_largest_file) {
    file.read(piece.data(), piece.size());
    bytes.append(piece.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (!file.eof()) {
    const bool is_large = bytes.size() > k_largest_file;
    return tl::unexpected(UsageError{is_large ? Message::report_too_large : Message::report_not_readable, path,
                                     std::generic_category().message(errno)});
  }
  return bytes;
}

tl::expected<StoredReport, UsageError> read_report_file(const std::string& path) {
  const auto bytes = read_whole_file(path);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  auto report = read_report(*bytes);
  return report ? tl::expected<StoredReport, UsageError>(std::move(*report))
                : tl::unexpected(UsageError{Message::report_not_a_report, path, report.error()});
}

}  // namespace pecprobe
