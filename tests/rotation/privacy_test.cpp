// Neither password stands anywhere: in no output of any format, no evidence record, no state, no journal.
#include "probe/report/report_formats.hpp"
#include "tests/rotation/rotation_run.hpp"
#include "tests/scenarios/password_forms.hpp"
#include "tests/support/background_program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace pecprobe::test {
namespace {

using testing::IsEmpty;

/// Where a form of `password` stands in `writings`.
std::vector<std::string> betrayals(std::string_view password, const std::map<std::string, std::string>& writings) {
  std::vector<std::string> found;
  for (const PasswordForm& form : forms_of_password(password, k_address)) {
    for (const auto& [name, bytes] : writings) {
      if (bytes.find(form.bytes) != std::string::npos) {
        found.push_back(form.name + " of " + std::string(password) + " in " + name);
      }
    }
  }
  return found;
}

/// Everything that a run wrote, files included.
std::map<std::string, std::string> writings_of(const ProgramRun& run, const RotatedMailbox& mailbox) {
  std::map<std::string, std::string> writings = {{"standard output", run.out}, {"standard error", run.err}};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(mailbox.folder().path())) {
    if (entry.is_regular_file()) {
      writings[entry.path().filename()] = file_text(entry.path());
    }
  }
  return writings;
}

void expect_silence(const ProgramRun& run, RotatedMailbox& mailbox) {
  auto writings = writings_of(run, mailbox);
  writings["journal"] = mailbox.server().control("journal");
  EXPECT_THAT(betrayals(k_new_password, writings), IsEmpty());
  EXPECT_THAT(betrayals(k_old_password, writings), IsEmpty());
}

/// The servers repeat what they refuse, in clear and in base64.
constexpr std::string_view k_echo = R"scn(
now 2026-11-22
account "casella@pec.example" {
  issued 2026-08-01 "app-password-1"
  replaced 2026-11-20 "app-password-2"
}
imap { wording wrong "NO [AUTHENTICATIONFAILED] ${password} is not right (${password.base64}, ${response})"
}
pop3 { wording wrong "-ERR [AUTH] ${password} is not right (${password.base64}, ${response})" }
smtp { wording wrong "535 5.7.8 ${password} is not right (${password.base64}, ${response})" }
)scn";

TEST(RotationPrivacy, HoldsInEveryFormatWithEverythingShown) {
  for (const ReportFormat& format : report_formats()) {
    RotatedMailbox mailbox(RotatedMailbox::statements(k_echo));
    const std::string record = mailbox.folder().path() / "record.json";
    const ProgramRun run = mailbox.verify_both({"--format", std::string(format.name), "-v", "--evidence", record});
    EXPECT_EQ(run.exit_status, 0) << format.name << run.err;
    EXPECT_FALSE(run.out.empty()) << format.name;
    EXPECT_TRUE(std::filesystem::exists(record)) << format.name;
    expect_silence(run, mailbox);
  }
}

TEST(RotationPrivacy, HoldsWhereThePasswordsAreRefused) {
  for (const char* format : {"text", "json", "html"}) {
    RotatedMailbox mailbox(RotatedMailbox::statements(k_echo));
    mailbox.server().control("deactivate casella@pec.example");
    const ProgramRun run = mailbox.verify_both({"--format", format, "-v"});
    EXPECT_EQ(run.exit_status, 1);
    expect_silence(run, mailbox);
  }
  RotatedMailbox mailbox(RotatedMailbox::statements(k_echo));
  expect_silence(mailbox.verify_deactivation({"-v"}), mailbox);
}

}  // namespace
}  // namespace pecprobe::test
