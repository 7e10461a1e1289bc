#include "protocols/wire/transcript_recorder.hpp"

#include "protocols/wire/limits.hpp"

#include <utility>
#include <vector>

namespace pecprobe {

namespace {

/// What is kept of one run of received bytes; an honest server sends far less between two commands.
constexpr std::size_t k_max_run = 64 * 1024;
/// Read behind it and never kept: a password that the end of the run cuts in two would not be found. No form of one is
/// longer, with each of `k_max_credential` bytes escaped.
constexpr std::size_t k_read_ahead = 8 * k_max_credential;

std::vector<std::string> lines_of(std::string_view bytes) {
  std::vector<std::string> lines;
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    lines.emplace_back(line);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  }
  return lines;
}

}  // namespace

void TranscriptRecorder::sent(std::string_view shown, Encryption encryption, Duration at) {
  if (m_recording == Recording::left_out) {
    return;
  }
  flush();
  m_transcript.add({TranscriptEntry::Kind::sent, encryption == Encryption::tls, at, m_redactor.redact(shown)});
}

void TranscriptRecorder::received(std::string_view bytes, Encryption encryption, Duration at) {
  if (m_recording == Recording::left_out) {
    return;
  }
  if (!m_run.empty() && m_run_encryption != encryption) {
    flush();
  }
  if (m_run.empty()) {
    m_run_encryption = encryption;
    m_run_began = at;
  }
  if (m_run.size() < k_max_run + k_read_ahead) {
    m_run.append(bytes.substr(0, k_max_run + k_read_ahead - m_run.size()));
  }
}

void TranscriptRecorder::note(std::string_view text, Encryption encryption, Duration at) {
  if (m_recording == Recording::left_out) {
    return;
  }
  flush();
  m_transcript.add({TranscriptEntry::Kind::note, encryption == Encryption::tls, at, m_redactor.redact(text)});
}

Transcript TranscriptRecorder::take() {
  flush();
  return std::exchange(m_transcript, Transcript{});
}

void TranscriptRecorder::flush() {
  std::vector<std::string> lines = lines_of(m_run.reveal());
  const std::size_t kept =
      m_run.size() <= k_max_run ? lines.size() : lines_of(m_run.reveal().substr(0, k_max_run)).size() - 1;
  m_redactor.redact(lines);
  lines.resize(kept);  // whole lines
  for (std::string& line : lines) {
    m_transcript.add(
        {TranscriptEntry::Kind::received, m_run_encryption == Encryption::tls, m_run_began, std::move(line)});
  }
  m_run = Secret{};
}

}  // namespace pecprobe
