// Turns the bytes of a connection into a transcript, redacting them before they are kept.
#pragma once

#include "protocols/base/redactor.hpp"
#include "protocols/base/secret.hpp"
#include "protocols/wire/transcript.hpp"

#include <string_view>

namespace pecprobe {

enum class Encryption { none, tls };

/// What the server sent between two of our flights is redacted as a whole, so that a password echoed in pieces is
/// found however the network cut it.
class TranscriptRecorder {
 public:
  /// `redactor` outlives the recorder. With Recording::left_out the transcript stays empty.
  explicit TranscriptRecorder(const Redactor& redactor, Recording recording = Recording::kept)
      : m_redactor(redactor), m_recording(recording) {}

  void sent(std::string_view shown, Encryption encryption, Duration at);
  void received(std::string_view bytes, Encryption encryption, Duration at);
  /// An event that is not a line, in English: "TLS established", "connection closed by the server".
  void note(std::string_view text, Encryption encryption, Duration at);

  /// The transcript so far; the recorder starts anew.
  [[nodiscard]] Transcript take();

 private:
  void flush();

  const Redactor& m_redactor;
  Recording m_recording;
  Transcript m_transcript;
  Secret m_run;  // received since our last flight, not yet redacted
  Encryption m_run_encryption = Encryption::none;
  Duration m_run_began{};
};

}  // namespace pecprobe
