#include "probe/advice/explain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace pecprobe {

namespace {

using enum Explanation::Basis;
using testing::HasSubstr;
using testing::Not;

struct Expected {
  std::string_view line;
  Code code;
  Step step = Step::authenticate;
};

void PrintTo(const Expected& expected, std::ostream* out) { *out << expected.line; }

class ServerLine : public testing::TestWithParam<Expected> {};

TEST_P(ServerLine, is_judged_by_the_rules_of_a_check) {
  const Explanation explanation = explain_reply(GetParam().line, {}, {});
  ASSERT_EQ(explanation.basis, server_line);
  EXPECT_EQ(explanation.step, GetParam().step);
  ASSERT_EQ(explanation.diagnoses.size(), 1U);
  EXPECT_EQ(to_string(explanation.diagnoses.front().code), to_string(GetParam().code));
}

INSTANTIATE_TEST_SUITE_P(
    Explain, ServerLine,
    testing::Values(Expected{"535 5.7.8 Authentication failed", Code::auth_rejected},
                    Expected{"a2 NO [AUTHENTICATIONFAILED] Authentication failed.", Code::auth_rejected},
                    Expected{"NO [EXPIRED] Password expired", Code::auth_password_expired},
                    Expected{"-ERR [IN-USE] Mailbox is locked by another POP3 session.", Code::mailbox_in_use},
                    Expected{"454 4.7.0 Temporary authentication failure: generic failure", Code::auth_temporary},
                    Expected{"534-5.7.9 Application-specific password required.", Code::auth_app_password_required},
                    Expected{"421 4.7.0 server Error: too many connections from 192.0.2.1",
                             Code::auth_connection_limit},
                    Expected{"552 5.2.2 Mailbox full", Code::mailbox_over_quota},
                    Expected{"553 5.7.1 <a@b.example>: Sender address rejected: not owned by user c",
                             Code::sender_refused, Step::recipient},
                    Expected{"553 5.7.1 <a@b.example>: Sender address rejected: not logged in", Code::sender_refused,
                             Step::recipient},
                    Expected{"550 MAIL from: blocked \"Class Of Service\" - Too much traffic from this sender",
                             Code::rate_limited, Step::recipient},
                    Expected{"235 2.7.0 Authentication successful", Code::ok},
                    Expected{"The server responded: 535 5.7.8 Authentication failed", Code::auth_rejected},
                    Expected{"NO Zurückgewiesen weil Dienstag", Code::auth_rejected}));

TEST(ExplainReply, keeps_what_the_server_stated) {
  EXPECT_EQ(explain_reply("NO [EXPIRED] x", {}, {}).diagnoses.front().certainty, Certainty::stated);
  EXPECT_EQ(explain_reply("NO hm", {}, {}).diagnoses.front().certainty, Certainty::deduced);
}

TEST(ExplainReply, shows_the_line_as_evidence_without_masking_any_of_it) {
  const Explanation explanation = explain_reply("535 5.7.8 pretended to fail", {}, {});
  EXPECT_EQ(explanation.diagnoses.front().evidence,
            (std::vector<Evidence>{{Evidence::Kind::server_line, "535 5.7.8 pretended to fail"}}));
}

TEST(ExplainReply, reads_the_line_at_the_step_that_was_named) {
  EXPECT_EQ(explain_reply("554 go away", {}, Step::greeting).diagnoses.front().code, Code::access_denied);
  EXPECT_EQ(explain_reply("454 4.7.0 TLS not available", {}, Step::starttls).diagnoses.front().code,
            Code::starttls_refused);
  EXPECT_EQ(explain_reply("NO [SERVERBUG] x", {}, Step::mailbox).diagnoses.front().code, Code::mailbox_unavailable);
  EXPECT_EQ(explain_reply("+OK 3 100", {}, Step::mailbox).diagnoses.front().code, Code::ok);
}

TEST(ExplainReply, takes_words_without_a_status_for_a_refusal_of_the_protocol_that_was_named) {
  EXPECT_EQ(explain_reply("password expired", Protocol::imap, {}).diagnoses.front().code, Code::auth_password_expired);
  EXPECT_EQ(explain_reply("[SYS/TEMP] x", Protocol::pop3, {}).diagnoses.front().code, Code::auth_temporary);
  EXPECT_EQ(explain_reply("5.7.8 no", Protocol::smtp, {}).diagnoses.front().code, Code::auth_rejected);
}

TEST(ExplainReply, does_not_take_a_yes_or_a_question_for_a_verdict) {
  for (const char* line : {"+OK ready", "* OK ready", "250 2.0.0 Ok", "220 server ESMTP"}) {
    EXPECT_EQ(explain_reply(line, {}, {}).basis, consent) << line;
    EXPECT_TRUE(explain_reply(line, {}, {}).diagnoses.empty()) << line;
  }
  EXPECT_EQ(explain_reply("334 VXNlcm5hbWU6", {}, {}).basis, question);
}

TEST(ExplainReply, knows_what_mail_programs_say) {
  const Explanation code = explain_reply("Outlook: errore 0x800ccc92", {}, {});
  EXPECT_EQ(code.basis, program_message);
  EXPECT_EQ(code.diagnoses.front().code, Code::auth_rejected);
  const Explanation sentence = explain_reply("Impossibile connettersi al server", {}, {});
  EXPECT_EQ(sentence.basis, program_message);
  EXPECT_EQ(sentence.diagnoses.front().code, Code::connect_timeout);
}

TEST(ExplainReply, says_so_when_it_does_not_know) {
  const Explanation explanation = explain_reply("la luna è verde", {}, {});
  EXPECT_EQ(explanation.basis, unknown);
  ASSERT_EQ(explanation.diagnoses.size(), 1U);
  EXPECT_EQ(explanation.diagnoses.front().code, Code::undiagnosed);
  EXPECT_THAT(explanation_text(explanation, Language::english), HasSubstr("nothing is guessed"));
}

TEST(ExplainReply, survives_any_bytes) {
  std::string bytes;
  for (int i = 255; i >= 0; --i) {
    bytes.push_back(static_cast<char>(i));
  }
  for (const char* begin : {"", "535 ", "535-", "-ERR ", "NO ", "a1 NO ", "* BYE "}) {
    for (const auto& text : {begin + bytes, std::string(begin) + std::string(20000, 'x')}) {
      const Explanation explanation = explain_reply(text, {}, {});
      EXPECT_TRUE(nlohmann::json::accept(explanation_json(explanation, Language::italian)));
      EXPECT_THAT(explanation_text(explanation, Language::italian), Not(HasSubstr("\x1b")));
    }
  }
}

TEST(ExplainId, knows_every_code_and_every_warning) {
  for (const std::string& id : explained_ids()) {
    const auto explanation = explain_id(id);
    ASSERT_TRUE(explanation) << id;
    EXPECT_EQ(explanation->asked, id);
    EXPECT_THAT(explanation_text(*explanation, Language::italian), Not(testing::IsEmpty()));
  }
  EXPECT_EQ(explain_id("AUTH_LOCKED")->diagnoses.front().code, Code::auth_locked);
  EXPECT_FALSE(explain_id("auth"));
}

TEST(ExplanationText, has_cause_advice_causes_and_meaning_of_a_retry) {
  const std::string text = explanation_text(explain_code(Code::auth_rejected), Language::italian);
  for (const char* part : {"Credenziali rifiutate (auth_rejected)", "\nCosa fare:\n- ", "\nCause possibili",
                           "\nDa dire al gestore: ", "Riprovare: no", "- dichiarato: ", "- possibile: "}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_THAT(text, Not(HasSubstr("{")));
}

TEST(ExplanationText, names_what_a_message_may_mean_besides_and_where_that_is_known_from) {
  const std::string text = explanation_text(explain_reply("0x800CCC0E", {}, {}), Language::english);
  EXPECT_THAT(text, HasSubstr("can also mean:\n- "));
  EXPECT_THAT(text, HasSubstr("(dns_not_found)"));
  EXPECT_THAT(text, HasSubstr("FAILED_TO_CONNECT"));
}

TEST(ExplanationJson, has_a_certainty_for_a_servers_line_only) {
  const auto line = nlohmann::json::parse(explanation_json(explain_reply("535 no", {}, {}), Language::english));
  EXPECT_EQ(line["schema"], "pecprobe.explanation/1");
  EXPECT_EQ(line["basis"], "server_line");
  EXPECT_EQ(line["protocol"], "smtp");
  EXPECT_EQ(line["step"], "authenticate");
  EXPECT_EQ(line["diagnoses"][0]["certainty"], "stated");
  const auto code = nlohmann::json::parse(explanation_json(explain_code(Code::ok), Language::english));
  EXPECT_TRUE(code["diagnoses"][0]["certainty"].is_null());
}

TEST(CodeList, names_every_code_and_every_warning) {
  const std::string text = code_list_text(Language::english);
  const auto json = nlohmann::json::parse(code_list_json(Language::english));
  for (const std::string& id : explained_ids()) {
    EXPECT_THAT(text, HasSubstr(id));
  }
  EXPECT_EQ(json["codes"].size() + json["warnings"].size(), explained_ids().size());
}

}  // namespace
}  // namespace pecprobe
