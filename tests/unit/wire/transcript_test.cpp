// The transcript and its caps.
#include "protocols/wire/transcript.hpp"

#include "protocols/wire/limits.hpp"

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

}  // namespace
}  // namespace pecprobe
