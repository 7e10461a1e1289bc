// What is told about the samples. Texts are compared with tests/golden/rotation; PECPROBE_UPDATE_GOLDEN=1 writes those
// files anew; read the difference before committing it.
#include "probe/report/wording.hpp"
#include "probe/rotation/verify/sentences.hpp"
#include "tests/unit/rotation_verify/sample_verifications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace pecprobe::test {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const VerificationReport& report, const SinkOptions& options) {
  const bool is_complete = report.verification.outcome.result == VerificationResult::complete;
  return verification_text(report, is_complete ? Success::yes : Success::no, options);
}

json json_of(const VerificationReport& report) { return json::parse(verification_json(report, Language::english)); }

std::string content_of(const std::string& path) {
  std::ostringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return content.str();
}

class GoldenVerification : public testing::TestWithParam<NamedVerification> {};

TEST_P(GoldenVerification, is_what_the_golden_file_says) {
  for (const Language language : {Language::italian, Language::english}) {
    SinkOptions options;
    options.language = language;
    const std::string text = text_of(GetParam().report, options);
    const std::string path = std::string(PECPROBE_SOURCE_DIR) + "/tests/golden/rotation/" +
                             std::string(GetParam().name) + "." + std::string(language.tag()) + ".txt";
    if (std::getenv("PECPROBE_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(path, std::ios::binary) << text;
    }
    EXPECT_EQ(text, content_of(path)) << path;
  }
}

INSTANTIATE_TEST_SUITE_P(Samples, GoldenVerification, testing::ValuesIn(sample_verifications()),
                         [](const auto& sample) { return std::string(sample.param.name); });

TEST(VerificationText, EndsWithTheSuccessLineOnlyWhenComplete) {
  for (const NamedVerification& sample : sample_verifications()) {
    SinkOptions options;
    options.quiet = true;
    const bool is_complete = sample.report.verification.outcome.result == VerificationResult::complete;
    EXPECT_EQ(text_of(sample.report, options).find("Operazione completata con successo!\n") != std::string::npos,
              is_complete)
        << sample.name;
  }
}

TEST(VerificationText, QuietlySaysOnlyTheResultOfACompleteRotation) {
  SinkOptions options;
  options.quiet = true;
  options.language = Language::english;
  EXPECT_EQ(text_of(complete_rotation(), options),
            "Every service accepts the new password, and the old one is refused.\n"
            "Operation completed successfully!\n");
}

TEST(VerificationText, ShowsTheFindingOfALaggingServiceWithV) {
  SinkOptions options;
  options.language = Language::english;
  EXPECT_THAT(text_of(sending_lags(), options), Not(HasSubstr("auth_protocol_disabled")));
  options.verbose = true;
  EXPECT_THAT(text_of(sending_lags(), options), HasSubstr("auth_protocol_disabled"));
}

TEST(VerificationText, RemindsOfTheArchiveAndOfOtherUsersWhereTheProviderHasThem) {
  Provider provider;
  provider.id = "gestore";
  VerificationReport report = complete_rotation();
  const Account account = report.verification.account.account;
  SinkOptions options;
  options.language = Language::english;
  report.settings = mail_settings(account, &provider);
  EXPECT_THAT(text_of(report, options), Not(HasSubstr("Security archive")));
  provider.has_archive = true;
  provider.multiuser_menu = "Settings";
  EXPECT_THAT(text_of(report, options), HasSubstr("Security archive"));
  EXPECT_THAT(text_of(report, options), HasSubstr("Multi-user accounts"));
}

TEST(VerificationText, SaysWhereToKeepProgramsWhenNoneIsOnRecord) {
  VerificationReport report = complete_rotation();
  report.programs.clear();
  SinkOptions options;
  options.language = Language::english;
  EXPECT_THAT(text_of(report, options), HasSubstr("Nothing says where the password is installed"));
}

TEST(VerificationJson, HoldsEachAnswerAndWhatItTook) {
  const json lagging = json_of(sending_lags());
  EXPECT_EQ(lagging["result"], "half_done");
  EXPECT_EQ(lagging["half_done"], json::parse(R"({"lagging": ["smtp"], "half": "sending"})"));
  const json& smtp = lagging["services"][2];
  EXPECT_EQ(smtp["answer"], "refused");
  EXPECT_EQ(smtp["logins"], 3);
  EXPECT_EQ(smtp["waited_ms"], 150'000);
  EXPECT_EQ(smtp["said"], "535 5.7.8 Authentication failed");
  EXPECT_EQ(lagging["logins"], json::parse(R"({"new_password": 5, "old_password": 0})"));
  EXPECT_EQ(lagging["recorded"], nullptr);
  EXPECT_EQ(lagging["old_password"], nullptr);
}

TEST(VerificationJson, RepeatsARememberedRefusal) {
  const json refused = json_of(new_password_refused());
  EXPECT_EQ(refused["services"][2]["remembered"],
            json::parse(R"({"refused_at": "2026-11-22T08:55:00Z", "next_try": "2026-11-22T09:10:00Z"})"));
  EXPECT_EQ(refused["services"][1]["answer"], "not_tried");
}

TEST(VerificationJson, HoldsDatesProgramsAndTheEvidenceOfACompleteRotation) {
  const json complete = json_of(complete_rotation());
  EXPECT_EQ(complete["recorded"],
            json::parse(R"({"issued": "2026-11-22", "expires": "2027-02-22", "extendable_from": "2027-02-08",
                            "deactivated": null})"));
  EXPECT_EQ(complete["programs"][0]["fields"][1],
            json::parse(R"({"direction": "send", "tab": "Tab Invia", "label": "Password"})"));
  EXPECT_EQ(complete["programs"][1]["updated"], true);
  EXPECT_EQ(complete["old_password"]["answer"], "refused");
  EXPECT_EQ(complete["evidence"]["sha256"], std::string(64, 'a'));
}

TEST(EvidenceRecord, SaysWhoWhenWhereAndWhatEachServerSaid) {
  const json record = json::parse(evidence_record(complete_rotation().verification, evidence_context()));
  EXPECT_EQ(record["kind"], "evidence");
  EXPECT_EQ(record["run_by"], json::parse(R"({"user": "anna", "host": "sportello-3"})"));
  EXPECT_EQ(record["started_at"], "2026-11-22T09:00:00Z");
  EXPECT_EQ(record["ended_at"], "2026-11-22T09:00:02Z");
  EXPECT_EQ(record["issued"], "2026-11-22");
  EXPECT_EQ(record["result"], "complete");
  EXPECT_EQ(record["services"][0]["endpoint"]["address"], "192.0.2.10");
  EXPECT_FALSE(record["services"][0]["certificates_sha256"].empty());
  EXPECT_EQ(record["old_password"]["answer"], "refused");
  EXPECT_EQ(record["old_password"]["said"], "535 5.7.8 Authentication failed");
}

TEST(WaitingSentence, NamesTheServicesAndTheTime) {
  const PropagationWait wait{77'400ms, {Protocol::pop3, Protocol::smtp}};
  EXPECT_EQ(waiting_sentence(wait, Wording::of(Language::english)),
            "POP3, SMTP: the new password has not arrived yet; another try in 1 min 17 s.");
  EXPECT_EQ(waiting_time(19'350ms, Wording::of(Language::english)), "19 s");
}

}  // namespace
}  // namespace pecprobe::test
