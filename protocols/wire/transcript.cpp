#include "protocols/wire/transcript.hpp"

#include "protocols/wire/limits.hpp"

namespace pecprobe {

void Transcript::add(TranscriptEntry entry) {
  if (m_entries.size() >= k_kept_transcript_entries) {
    ++m_dropped;
    return;
  }
  if (entry.text.size() > k_kept_transcript_bytes) {
    entry.text.resize(k_kept_transcript_bytes);
    entry.text += "…";
  }
  m_entries.push_back(std::move(entry));
}

}  // namespace pecprobe
