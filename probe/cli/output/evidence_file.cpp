#include "probe/cli/output/evidence_file.hpp"

#include "probe/report/digest.hpp"

#include <fmt/format.h>

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <vector>

namespace pecprobe {

namespace {

UsageError refusal(const std::string& path, const OutputFileError& error) {
  const bool is_taken = error.problem != OutputFileProblem::system;
  return {is_taken ? Message::evidence_exists : Message::evidence_not_writable, path, error.detail};
}

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return text;
}

}  // namespace

tl::expected<EvidenceWriter, UsageError> EvidenceWriter::open(const std::string& path) {
  auto file = OutputFile::create_new(path);
  if (!file) {
    return tl::unexpected(refusal(path, file.error()));
  }
  return EvidenceWriter(*std::move(file));
}

tl::expected<EvidenceFile, UsageError> EvidenceWriter::write(const std::string& record) {
  m_file->stream() << record;
  if (const auto committed = m_file->commit(); !committed) {
    return tl::unexpected(refusal(m_file->path(), committed.error()));
  }
  return EvidenceFile{m_file->path(), hexadecimal(sha256(record))};
}

std::string user_name() {
  std::vector<char> buffer(16 * 1024);  // far above what sysconf(_SC_GETPW_R_SIZE_MAX) suggests anywhere
  passwd entry = {};
  passwd* found = nullptr;
  const bool is_known = getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr;
  return is_known ? std::string(found->pw_name) : std::string{};
}

std::string computer_name() {
  std::array<char, HOST_NAME_MAX + 1> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string{};
}

}  // namespace pecprobe
