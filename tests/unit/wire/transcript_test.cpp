// The transcript and its caps.
#include "protocols/wire/transcript.hpp"

#include "protocols/wire/limits.hpp"
#include "protocols/wire/transcript_recorder.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pecprobe {
namespace {

using Kind = TranscriptEntry::Kind;

TEST(Transcript, KeepsEntriesInTheirOrder) {
  Transcript transcript;
  const TranscriptEntry sent{Kind::sent, true, Duration{5}, "CAPA"};
  const TranscriptEntry received{Kind::received, false, Duration{7}, "+OK\x1B"};
  transcript.add(sent);
  transcript.add(received);
  EXPECT_EQ(transcript.entries(), (std::vector<TranscriptEntry>{sent, received}));
  EXPECT_EQ(transcript.dropped(), 0U);
}

TEST(Transcript, CutsLongEntriesAndSaysSo) {
  Transcript transcript;
  transcript.add({Kind::note, false, Duration{}, std::string(k_kept_transcript_bytes, 'x')});
  transcript.add({Kind::note, false, Duration{}, std::string(k_kept_transcript_bytes + 1, 'y')});
  EXPECT_EQ(transcript.entries().at(0).text, std::string(k_kept_transcript_bytes, 'x'));
  EXPECT_EQ(transcript.entries().at(1).text, std::string(k_kept_transcript_bytes, 'y') + "…");
}

TEST(Transcript, CountsWhatDidNotFit) {
  Transcript transcript;
  for (std::size_t i = 0; i < k_kept_transcript_entries + 3; ++i) {
    transcript.add({Kind::received, true, Duration{}, std::to_string(i)});
  }
  EXPECT_EQ(transcript.entries().size(), k_kept_transcript_entries);
  EXPECT_EQ(transcript.entries().back().text, std::to_string(k_kept_transcript_entries - 1));
  EXPECT_EQ(transcript.dropped(), 3U);
}

TEST(TranscriptRecorder, KeepsNothingWhereTheDialogueIsLeftOut) {
  const Redactor redactor(Secret{"correct-horse-battery"}, "ditta@pec.example");
  TranscriptRecorder recorder(redactor, Recording::left_out);
  recorder.note("connected", Encryption::none, {});
  recorder.received("* OK ready\r\n", Encryption::tls, {});
  recorder.sent("a1 NOOP", Encryption::tls, {});
  const Transcript transcript = recorder.take();
  EXPECT_TRUE(transcript.entries().empty());
  EXPECT_EQ(transcript.dropped(), 0U);
}

TEST(TranscriptRecorder, KeepsNoPartOfAPasswordThatTheEndOfALongRunCutsInTwo) {
  const std::string password = "correct-horse-battery";
  const Redactor redactor(Secret{password}, "ditta@pec.example");
  constexpr std::size_t run = 64 * 1024;  // what is kept of one
  for (std::size_t inside = 0; inside <= password.size(); ++inside) {
    std::string bytes(run - inside, 'x');
    for (std::size_t end = 300; end < bytes.size() - 50; end += 300) {
      bytes[end] = '\n';
    }
    TranscriptRecorder recorder(redactor);
    recorder.received(bytes + password + std::string(20'000, 'y'), Encryption::tls, {});
    const Transcript transcript = recorder.take();
    EXPECT_GT(transcript.entries().size(), 200U);
    for (const TranscriptEntry& entry : transcript.entries()) {
      EXPECT_EQ(entry.text.find("correct"), std::string::npos) << inside;
    }
  }
}

}  // namespace
}  // namespace pecprobe
