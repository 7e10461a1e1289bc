// `pecprobe rotate import` as a user runs it: an accounts file into the record of passwords.
#include "tests/support/run_program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* k_file =
    "Indirizzo;Gestore;Tipo;Utente;Generata il;Usata in\r\n"
    "ditta@pec.example;aruba;;;01/08/2026;ARXivar, Outlook\r\n"
    "ditta@pec.example;aruba;multiutente;collega;15/09/2026;\r\n"
    "altra@pec.example;aruba;;;;Thunderbird\r\n";

class RotateImport : public testing::Test {
 protected:
  [[nodiscard]] ProgramRun rotate(std::vector<std::string> words) const {
    ProgramCall call;
    call.arguments = {PECPROBE_PROGRAM, "rotate"};
    call.arguments.insert(call.arguments.end(), words.begin(), words.end());
    call.arguments.insert(call.arguments.end(), {"--today", "2026-11-22", "--lang", "en"});
    for (const char* name : {"HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"}) {
      call.environment.push_back(std::string(name) + "=" + folder.path().string());
    }
    return run_program(call);
  }
  [[nodiscard]] ProgramRun import(const std::string& content, std::vector<std::string> options = {}) const {
    options.insert(options.begin(), {"import", folder.file("caselle.csv", content), "--no-mx"});
    return rotate(std::move(options));
  }
  /// Address, day of issue and programs of every password on record.
  [[nodiscard]] std::vector<std::string> on_record() const {
    std::vector<std::string> found;
    const json list = json::parse(rotate({"list", "--format", "json"}).out);
    for (const json& password : list.at("passwords")) {
      std::string line = password.at("address").get<std::string>() + " " + password.at("login").dump() + " " +
                         password.at("password").at("issued").get<std::string>();
      for (const json& program : password.at("programs")) {
        line += " " + program.at("name").get<std::string>();
      }
      found.push_back(line);
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  TemporaryFolder folder;
};

TEST_F(RotateImport, TakesDatesProgramsAndCollaboratorsFromAFile) {
  const ProgramRun run = import(k_file);
  EXPECT_EQ(run.exit_status, 0) << run.err;
  EXPECT_THAT(run.out,
              AllOf(HasSubstr("new: ditta@pec.example, issued 2026-08-01\n"), HasSubstr("left out: altra@pec.example"),
                    HasSubstr("2 new, 1 left out without a date\n")));
  EXPECT_EQ(on_record(), (std::vector<std::string>{"ditta@pec.example \"collega\" 2026-09-15",
                                                   "ditta@pec.example null 2026-08-01 ARXivar Outlook"}));
}

TEST_F(RotateImport, TheSecondTimeChangesNothing) {
  ASSERT_EQ(import(k_file).exit_status, 0);
  const ProgramRun again = import(k_file, {"-q"});
  EXPECT_EQ(again.exit_status, 0);
  EXPECT_EQ(again.out, "2 unchanged, 1 left out without a date\n");
}

TEST_F(RotateImport, LeavesALaterDateOnRecordUnlessForced) {
  ASSERT_EQ(import(k_file).exit_status, 0);
  ASSERT_EQ(rotate({"record", "ditta@pec.example", "--provider", "aruba", "--issued", "2026-11-20"}).exit_status, 0);
  const ProgramRun kept = import(k_file);
  EXPECT_THAT(kept.out, HasSubstr("left as it is: ditta@pec.example"));
  EXPECT_THAT(on_record(), testing::Contains("ditta@pec.example null 2026-11-20 ARXivar Outlook"));
  EXPECT_THAT(import(k_file, {"--force"}).out, HasSubstr("changed: ditta@pec.example, issued 2026-08-01"));
  EXPECT_THAT(on_record(), testing::Contains("ditta@pec.example null 2026-08-01 ARXivar Outlook"));
}

TEST_F(RotateImport, TellsAllFaultsAndRecordsNothing) {
  const ProgramRun run = import(
      "address;provider;issued;used_by\nditta@pec.example;aruba;2026-08-01;\nnobody;aruba;2026-08-01;\n"
      "altra@pec.example;aruba;2027-08-01;\n");
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.err, AllOf(HasSubstr("caselle.csv:3:1: the address has no domain"), HasSubstr("caselle.csv:4:25: "),
                             HasSubstr("the file must be corrected, nothing was recorded")));
  EXPECT_EQ(on_record(), std::vector<std::string>{});
}

TEST_F(RotateImport, ReadsNoPassword) {
  const ProgramRun run = import("address;provider;issued;password_env\nditta@pec.example;aruba;2026-08-01;NOT_SET\n");
  EXPECT_EQ(run.exit_status, 0) << run.err;
  EXPECT_THAT(run.err, Not(HasSubstr("NOT_SET")));
}

TEST_F(RotateImport, NeedsAFile) {
  const ProgramRun run = rotate({"import"});
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.err, HasSubstr("pecprobe rotate import --help"));
}

TEST_F(RotateImport, ActionsRefuseOptionsThatTheyWouldIgnore) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"calendar", "--format", "json"},
                                                {"calendar", "--color", "never"},
                                                {"list", "--login", "collega"},
                                                {"list", "--account-kind", "archive"},
                                                {"import", "caselle.csv", "--format", "json"}}) {
    const ProgramRun run = rotate(words);
    EXPECT_EQ(run.exit_status, 2) << words[0] << ' ' << words[1];
    EXPECT_THAT(run.err, HasSubstr(words[words.size() - 2])) << run.err;
  }
}

}  // namespace
}  // namespace pecprobe::test
