// `pecprobe providers` and `pecprobe settings` as a user calls them.
#include "tests/cli/pecprobe_program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

ProgramRun run_with(std::vector<std::string> arguments, const std::string& config_home = "/nowhere") {
  return pecprobe({std::move(arguments), {}, {"XDG_CONFIG_HOME=" + config_home}});
}

TEST(ProvidersCommand, ShowsTheTableOrOneProvider) {
  EXPECT_THAT(run_with({"providers"}).out, StartsWith("aruba "));
  EXPECT_THAT(run_with({"providers", "aruba"}).out, StartsWith("Aruba PEC (aruba)\n"));
  EXPECT_THAT(run_with({"providers", "--format", "json"}).out, HasSubstr("pecprobe.providers/1"));
  EXPECT_EQ(run_with({"providers", "nobody"}).exit_status, 2);
}

TEST(ProvidersCommand, KnowsThePersonsOwnProviders) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "pecprobe");
  (void)folder.file("pecprobe/providers.toml",
                    "[[provider]]\nid = \"studio\"\nname = \"Studio\"\ndomains = [\"pec.studio.example\"]\n"
                    "imap = \"imaps://imap.studio.example\"\n");
  const std::string home = folder.path().string();
  EXPECT_THAT(run_with({"providers"}, home).out, HasSubstr("studio "));
  EXPECT_THAT(run_with({"settings", "a@pec.studio.example"}, home).out, HasSubstr("imap.studio.example"));
  EXPECT_THAT(run_with({"check", "a@nobody.example", "--password-stdin"}, home).err, HasSubstr("studio, aruba"));
}

TEST(ProvidersCommand, AnOwnFileThatIsNotUnderstoodIsNamedWithItsLineByEveryCommand) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "pecprobe");
  (void)folder.file("pecprobe/providers.toml", "[[provider]]\nid = \"x\"\nnome = \"y\"\n");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"providers"}, {"settings", "a@pec.it"}, {"check", "a@pec.it", "--password-stdin"}}) {
    const ProgramRun run = run_with(arguments, folder.path().string());
    EXPECT_EQ(run.exit_status, 2);
    EXPECT_THAT(run.out, IsEmpty());
    EXPECT_THAT(run.err, HasSubstr("providers.toml:3: unknown key 'nome'"));
  }
}

TEST(SettingsCommand, TellsTheFieldsToType) {
  const ProgramRun run = run_with({"settings", "ditta@pec.it"});
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_THAT(run.out, HasSubstr("\nARXivar\n"));
  EXPECT_THAT(run.out, HasSubstr("Tab Ricezione"));
  EXPECT_THAT(run_with({"settings", "ditta@pec.it", "--format", "json"}).out, HasSubstr("pecprobe.settings/1"));
}

TEST(SettingsCommand, InventsNoServer) {
  const ProgramRun run = run_with({"settings", "ditta@azienda.example"});
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.err, HasSubstr("--provider"));
  EXPECT_THAT(run_with({"settings", "ditta@pec.it", "--account-kind", "archive", "--login", "x"}).err,
              HasSubstr("the server of the security archive is not public"));
  EXPECT_EQ(run_with({"settings"}).exit_status, 2);
  EXPECT_EQ(run_with({"settings", "ditta@pec.it", "--format", "html"}).exit_status, 2);
  EXPECT_EQ(run_with({"settings", "ditta@pec.it", "--password-stdin"}).exit_status, 2);
}

}  // namespace
}  // namespace pecprobe::test
