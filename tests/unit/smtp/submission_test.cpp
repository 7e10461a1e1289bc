// One message handed in over a connection that has logged in, and what is known of it when that breaks.
#include "protocols/smtp/submission.hpp"

#include "tests/support/recorded_sequel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::smtp {
namespace {

using test::RecordedLine;
using testing::ElementsAre;
using testing::HasSubstr;

class SubmissionTest : public testing::Test {
 protected:
  void hear(std::string_view bytes) { m_submission.on_bytes(bytes); }
  void begin() { m_submission.begin(m_line, ""); }
  void come_to_the_message() {
    begin();
    hear("250 ok\r\n");
    hear("250 ok\r\n");
    hear("354 go\r\n");
    m_line.taken();
  }

  RecordedLine m_line;
  Redactor m_redactor{Secret("app-password-1"), "casella@pec.example"};
  std::vector<SubmissionOutcome> m_outcomes;
  Submission m_submission{{"casella@pec.example", "altra@pec.example", "Subject: x\r\n\r\n.dot\r\nend\r\n"},
                          m_redactor,
                          [this](SubmissionOutcome outcome) { m_outcomes.push_back(std::move(outcome)); }};
};

TEST_F(SubmissionTest, GoesOneCommandAfterTheOtherAndStuffsDots) {
  begin();
  EXPECT_THAT(m_line.taken(), ElementsAre("MAIL FROM:<casella@pec.example>"));
  hear("250-2.1.0 more\r\n250 2.1.0 ok\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("RCPT TO:<altra@pec.example>"));
  hear("250 2.1.5 ok\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("DATA"));
  hear("354 go on\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("Subject: x\r\n\r\n..dot\r\nend\r\n."));
  hear("250 2.0.0 queued app-password-1\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("QUIT"));
  ASSERT_EQ(m_outcomes.size(), 1U);
  EXPECT_EQ(m_outcomes[0].end, SubmissionEnd::taken);
  EXPECT_THAT(m_outcomes[0].reply->text, HasSubstr("queued <password>"));
}

TEST_F(SubmissionTest, ARefusalAtAnyStageEndsIt) {
  const std::vector<std::pair<SubmissionStage, std::vector<std::string_view>>> cases = {
      {SubmissionStage::sender, {"553 5.7.1 no\r\n"}},
      {SubmissionStage::recipient, {"250 ok\r\n", "550 5.1.1 no\r\n"}},
      {SubmissionStage::data, {"250 ok\r\n", "250 ok\r\n", "250 not 354\r\n"}},
      {SubmissionStage::message, {"250 ok\r\n", "250 ok\r\n", "354 go\r\n", "552 5.3.4 too big\r\n"}}};
  for (const auto& [stage, replies] : cases) {
    std::optional<SubmissionOutcome> outcome;
    RecordedLine line;
    Submission submission{
        {"a@b.example", "c@d.example", "x\r\n"}, m_redactor, [&](const SubmissionOutcome& end) { outcome = end; }};
    submission.begin(line, "");
    for (const std::string_view reply : replies) {
      EXPECT_FALSE(outcome);
      submission.on_bytes(reply);
    }
    ASSERT_TRUE(outcome) << to_string(stage);
    EXPECT_EQ(outcome->end, SubmissionEnd::refused) << to_string(stage);
    EXPECT_EQ(outcome->stage, stage);
    EXPECT_EQ(line.taken().back(), "QUIT");
    EXPECT_TRUE(line.has_left());
  }
}

TEST_F(SubmissionTest, LostBeforeTheMessageItCannotHaveBeenSent) {
  begin();
  hear("250 ok\r\n");
  m_submission.on_end(ConnectionEnd::closed);
  ASSERT_EQ(m_outcomes.size(), 1U);
  EXPECT_EQ(m_outcomes[0].end, SubmissionEnd::lost);
}

TEST_F(SubmissionTest, LostAfterTheMessageNobodyKnows) {
  come_to_the_message();
  m_submission.on_end(ConnectionEnd::reset);
  ASSERT_EQ(m_outcomes.size(), 1U);
  EXPECT_EQ(m_outcomes[0].end, SubmissionEnd::unknown);
}

TEST_F(SubmissionTest, GivenUpAfterTheMessageItSaysNothingMore) {
  come_to_the_message();
  m_submission.give_up("no answer in time");
  m_submission.give_up("once more");
  ASSERT_EQ(m_outcomes.size(), 1U);
  EXPECT_EQ(m_outcomes[0].end, SubmissionEnd::unknown);
  EXPECT_EQ(m_outcomes[0].problem, "no answer in time");
  EXPECT_THAT(m_line.taken(), testing::IsEmpty());  // QUIT would be read as an answer to nothing
  EXPECT_TRUE(m_line.has_left());
}

TEST_F(SubmissionTest, GivenUpBeforeItBeganItSendsNothing) {
  m_submission.give_up("cancelled");
  begin();
  EXPECT_THAT(m_line.taken(), ElementsAre("QUIT"));
  EXPECT_EQ(m_outcomes.at(0).end, SubmissionEnd::lost);
}

TEST_F(SubmissionTest, AReplyAheadOfItsCommandIsNotItsAnswer) {
  m_submission.begin(m_line, "250 ok\r\n");
  ASSERT_EQ(m_outcomes.size(), 1U);
  EXPECT_EQ(m_outcomes[0].end, SubmissionEnd::lost);
  EXPECT_THAT(m_line.taken(), ElementsAre("QUIT"));
}

TEST_F(SubmissionTest, WhatIsNoReplyEndsItAndALineWithoutEndToo) {
  begin();
  hear("hello\r\n");
  ASSERT_EQ(m_outcomes.size(), 1U);
  EXPECT_EQ(m_outcomes[0].end, SubmissionEnd::lost);
  RecordedLine line;
  std::optional<SubmissionOutcome> outcome;
  Submission other{
      {"a@b.example", "c@d.example", "x\r\n"}, m_redactor, [&](const SubmissionOutcome& end) { outcome = end; }};
  other.begin(line, "");
  other.on_bytes(std::string(k_max_line + 10, '2'));
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->end, SubmissionEnd::lost);
}

TEST(DotStuffing, DoublesTheDotsThatBeginALineAndEndsTheMessage) {
  EXPECT_EQ(dot_stuffed(".\r\na.b\r\n..c\r\n"), "..\r\na.b\r\n...c\r\n.\r\n");
  EXPECT_EQ(dot_stuffed("no end"), "no end\r\n.\r\n");
  EXPECT_EQ(dot_stuffed(""), ".\r\n");
}

}  // namespace
}  // namespace pecprobe::smtp
