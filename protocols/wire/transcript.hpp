// The dialogue as it may be shown: redacted when recorded, capped, never holding a password.
#pragma once

#include "protocols/base/clock.hpp"

#include <string>
#include <vector>

namespace pecprobe {

struct TranscriptEntry {
  enum class Kind { sent, received, note };
  Kind kind;
  bool encrypted;    // sent or received inside TLS
  Duration at;       // since the beginning of the service
  std::string text;  // one line without its end; bytes of the server, to be escaped where they are shown

  bool operator==(const TranscriptEntry&) const = default;
};

/// Whether a dialogue is kept: to redact it and to hold it costs more than to speak it.
enum class Recording { kept, left_out };

class Transcript {
 public:
  /// Adds an entry whose text is already redacted; cuts it, and drops it when the transcript is full.
  void add(TranscriptEntry entry);
  [[nodiscard]] const std::vector<TranscriptEntry>& entries() const noexcept { return m_entries; }
  /// Entries that did not fit.
  [[nodiscard]] std::size_t dropped() const noexcept { return m_dropped; }

 private:
  std::vector<TranscriptEntry> m_entries;
  std::size_t m_dropped = 0;
};

}  // namespace pecprobe
