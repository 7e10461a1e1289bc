// The sample in every format: what its readers accept, and what stands in it.
#include "probe/receipt/report/receipt_formats.hpp"

#include "probe/receipt/report/receipt_sentences.hpp"
#include "probe/report/wording.hpp"
#include "tests/support/format_checks/format_checks.hpp"
#include "tests/unit/receipt_report/sample_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Case {
  std::string_view format;
  Language language;

  [[nodiscard]] std::string name() const { return std::string(format) + '_' + std::string(language.tag()); }
  friend void PrintTo(const Case& each, std::ostream* out) { *out << each.name(); }
};

std::string written(std::string_view format, SinkOptions options = {}) {
  return find_receipt_format(format)->write(sample_receipts(), options);
}

std::string in(const Case& each) {
  SinkOptions options;
  options.language = each.language;
  return written(each.format, options);
}

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::vector<Case> cases(std::initializer_list<std::string_view> formats) {
  std::vector<Case> all;
  for (const std::string_view format : formats) {
    for (const Language language : {Language::italian, Language::english}) {
      all.push_back({format, language});
    }
  }
  return all;
}

class ReceiptFormats : public testing::TestWithParam<Case> {};

TEST_P(ReceiptFormats, CarryNoControlCharacters) {
  const std::string report = in(GetParam());
  EXPECT_TRUE(std::none_of(report.begin(), report.end(),
                           [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }));
}

INSTANTIATE_TEST_SUITE_P(every, ReceiptFormats,
                         testing::ValuesIn(cases({"text", "json", "jsonl", "junit", "html", "csv", "nagios",
                                                  "prometheus", "tap", "github"})),
                         [](const auto& each) { return each.param.name(); });

/// JSON has its schema; the checkers of JUnit and TAP are for reports of steps.
class ReceiptsForReaders : public testing::TestWithParam<Case> {};

TEST_P(ReceiptsForReaders, AreWhatTheyAccept) { EXPECT_THAT(faults_in(GetParam().format, in(GetParam())), IsEmpty()); }

INSTANTIATE_TEST_SUITE_P(every, ReceiptsForReaders,
                         testing::ValuesIn(cases({"text", "csv", "nagios", "prometheus", "github"})),
                         [](const auto& each) { return each.param.name(); });

class ReceiptGoldens : public testing::TestWithParam<Case> {};

/// PECPROBE_UPDATE_GOLDEN=1 writes the files anew; read the difference before committing it.
TEST_P(ReceiptGoldens, AreAsApproved) {
  const std::string path = PECPROBE_SOURCE_DIR "/tests/golden/receipts/" + GetParam().name();
  const std::string text = in(GetParam());
  if (std::getenv("PECPROBE_UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  EXPECT_EQ(text, content(path));
}

INSTANTIATE_TEST_SUITE_P(every, ReceiptGoldens,
                         testing::ValuesIn(cases({"text", "json", "junit", "csv", "nagios", "prometheus", "tap",
                                                  "github"})),
                         [](const auto& each) { return each.param.name(); });

TEST(ReceiptsAsHtml, AreOnePageThatRunsNothing) {
  const std::string page = written("html");
  EXPECT_THAT(page, HasSubstr("script-src 'none'"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("consegna.eml"));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)"));
}

TEST(ReceiptsAsText, QuietShowsOnlyThoseThatDoNotHold) {
  SinkOptions options;
  options.quiet = true;
  EXPECT_THAT(written("text", options), Not(HasSubstr("consegna.eml")));
  EXPECT_THAT(written("text", options), HasSubstr("bomba.eml"));
}

TEST(ReceiptsAsText, VerboseShowsTheCertificate) {
  SinkOptions options;
  options.verbose = true;
  EXPECT_THAT(written("text", options), HasSubstr("RSA 2048"));
  EXPECT_THAT(written("text"), Not(HasSubstr("RSA 2048")));
}

TEST(SharedReceipts, NameNoPerson) {
  Aliases aliases;
  const ReceiptReport shared = share(sample_receipts(), aliases);
  for (const char* format : {"text", "json", "csv", "html", "junit"}) {
    const std::string report = find_receipt_format(format)->write(shared, {});
    for (const char* secret : {"casella@", "altri@", "Fattura", "1.20261122", "consegna.eml", "opec2"}) {
      EXPECT_THAT(report, Not(HasSubstr(secret))) << format;
    }
  }
}

TEST(ReceiptsForNagios, AreAsGraveAsTheGravest) {
  ReceiptReport report = sample_receipts();
  EXPECT_EQ(nagios_status(report), NagiosStatus::critical);
  report.files = {report.files[0], report.files[2]};
  EXPECT_EQ(nagios_status(report), NagiosStatus::unknown);
  report.files.pop_back();
  EXPECT_EQ(nagios_status(report), NagiosStatus::ok);
}

TEST(ReceiptWording, HasASentenceForEverythingThatCanBeFound) {
  for (const Language language : {Language::italian, Language::english}) {
    const Wording& wording = Wording::of(language);
    for (const FindingInfo& finding : all_findings()) {
      EXPECT_THAT(finding_sentence({finding.code, {}}, wording), Not(HasSubstr("receipt.finding")));
    }
    for (int number = 0; number <= static_cast<int>(ReceiptKind::none); ++number) {
      Receipt receipt;
      receipt.kind = static_cast<ReceiptKind>(number);
      EXPECT_THAT(kind_sentence(receipt, wording), Not(HasSubstr("receipt.kind")));
    }
  }
}

TEST(AKindSentence, SaysWhatWasCertifiedAndNotWhatAHeaderSays) {
  Receipt receipt;
  receipt.kind = ReceiptKind::delivery;
  receipt.certification = Certification{};
  receipt.certification->kind = "errore-consegna";
  EXPECT_THAT(kind_sentence(receipt, Wording::of(Language::english)), HasSubstr("NOT delivered"));
}

TEST(AReceiptFormat, IsNoneForAnotherName) { EXPECT_EQ(find_receipt_format("yaml"), nullptr); }

}  // namespace
}  // namespace pecprobe::test
