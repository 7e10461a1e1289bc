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

TEST(TheVocabulary, KnowsEveryWarningOfTheProbe) {
  using pecprobe::WarningCode;
  for (int code = 0; code <= static_cast<int>(WarningCode::environment_ignored); ++code) {
    EXPECT_TRUE(is_warning_code(to_string(static_cast<WarningCode>(code))));
  }
  EXPECT_FALSE(is_warning_code("cert_old"));
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
