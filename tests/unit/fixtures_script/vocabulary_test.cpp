#include "fixtures/script/vocabulary.hpp"

#include "probe/model/diagnosis.hpp"

#include <gtest/gtest.h>

namespace pecmock {
namespace {

TEST(TheVocabulary, KnowsEveryDiagnosisOfTheProbe) {
  for (const pecprobe::CodeInfo& info : pecprobe::all_codes()) {
    EXPECT_TRUE(is_diagnosis_code(info.id)) << info.id;
  }
  EXPECT_FALSE(is_diagnosis_code(""));
  EXPECT_FALSE(is_diagnosis_code("auth_refused"));
}

TEST(TheVocabulary, KnowsEachProtocolsCommandsInCapitals) {
  EXPECT_TRUE(is_event(Protocol::imap, "EXAMINE"));
  EXPECT_TRUE(is_event(Protocol::pop3, "STLS"));
  EXPECT_TRUE(is_event(Protocol::smtp, "EHLO"));
  EXPECT_TRUE(is_event(Protocol::smtp, "verdict"));
  EXPECT_FALSE(is_event(Protocol::smtp, "EXAMINE"));
  EXPECT_FALSE(is_event(Protocol::imap, "examine"));
  EXPECT_FALSE(is_event(Protocol::imap, ""));
}

}  // namespace
}  // namespace pecmock
