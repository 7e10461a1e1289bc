#include "probe/config/own_providers.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;

constexpr std::string_view k_studio = R"([[provider]]
id = "studio"
name = "Studio"
domains = ["pec.studio.example"]
imap = "imaps://imap.studio.example"
)";

std::string place(const std::map<std::string, std::string>& variables) {
  return own_provider_file([&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

class OwnProviders : public testing::Test {
 protected:
  [[nodiscard]] tl::expected<ProviderTable, std::string> load(std::string_view content) const {
    return load_provider_table(m_folder.file("providers.toml", content));
  }
  [[nodiscard]] std::string complaint(std::string_view content) const {
    const auto table = load(content);
    return table ? "" : table.error().substr(m_folder.path().string().size());
  }

  TemporaryFolder m_folder;
};

TEST(OwnProviderFile, stands_where_the_XDG_specification_says) {
  EXPECT_EQ(place({{"XDG_CONFIG_HOME", "/c"}, {"HOME", "/h"}}), "/c/pecprobe/providers.toml");
  EXPECT_EQ(place({{"XDG_CONFIG_HOME", "relative"}, {"HOME", "/h"}}), "/h/.config/pecprobe/providers.toml");
  EXPECT_EQ(place({{"HOME", "/h"}}), "/h/.config/pecprobe/providers.toml");
  EXPECT_EQ(place({}), "");
}

TEST_F(OwnProviders, are_none_where_there_is_no_file) {
  for (const std::string& file : {std::string{}, (m_folder.path() / "absent.toml").string()}) {
    const auto table = load_provider_table(file);
    ASSERT_TRUE(table) << table.error();
    EXPECT_EQ(table->providers().size(), ProviderTable::built_in().providers().size());
  }
}

TEST_F(OwnProviders, are_added_without_sources_or_dates) {
  const auto table = load(k_studio);
  ASSERT_TRUE(table) << table.error();
  EXPECT_EQ(table->infer_provider("a@pec.studio.example")->id, "studio");
  EXPECT_EQ(table->find_provider("studio")->certainty, SourceCertainty::own);
  EXPECT_EQ(table->infer_provider("a@pec.it")->id, "aruba");
}

TEST_F(OwnProviders, take_the_place_of_the_one_with_the_same_id) {
  const auto table = load(
      "[[provider]]\nid = \"aruba\"\nname = \"Mia\"\ndomains = [\"pec.it\"]\n"
      "smtp = \"smtps://smtp.pec.aruba.it\"\napp_password_months = 6\n");
  ASSERT_TRUE(table) << table.error();
  EXPECT_EQ(table->providers().size(), ProviderTable::built_in().providers().size());
  EXPECT_EQ(table->find_provider("aruba")->app_password_months, 6);
  EXPECT_EQ(table->infer_provider("a@pec.it")->name, "Mia");
  EXPECT_FALSE(table->wrong_host("smtp.pec.aruba.it"));  // whoever writes it down means it
}

TEST_F(OwnProviders, win_over_a_domain_of_the_table) {
  const auto table = load(std::string(k_studio).replace(k_studio.find("pec.studio.example"), 18, "pec.it"));
  ASSERT_TRUE(table) << table.error();
  EXPECT_EQ(table->infer_provider("a@pec.it")->id, "studio");
}

TEST_F(OwnProviders, are_refused_with_file_and_line) {
  EXPECT_EQ(complaint("[[provider]]\nid = \"x\"\nnome = \"y\"\n"), "/providers.toml:3: unknown key 'nome'");
  EXPECT_THAT(complaint("[[provider]]\nid = \"x\"\nname = \"y\"\nimap = \"imaps://u@h\"\n"),
              HasSubstr("/providers.toml:1: 'imap'"));
  EXPECT_THAT(complaint("[[provider\n"), HasSubstr("/providers.toml:1: "));
  EXPECT_THAT(complaint("[[provider]]\nid = \"x\\u001b[31m\"\n"), HasSubstr("control characters"));
}

TEST_F(OwnProviders, survive_what_is_no_table) {
  EXPECT_THAT(complaint(std::string("\0\xff\xfe", 3)), HasSubstr("/providers.toml:1: "));
  EXPECT_THAT(complaint(std::string(k_max_provider_file + 1, '#')), HasSubstr("larger than 1 MiB"));
  EXPECT_THAT(complaint("[[provider]]\n" + std::string(100000, '[')), HasSubstr("/providers.toml:2: "));
  EXPECT_THAT(load_provider_table(m_folder.path().string()).error(), HasSubstr("not a regular file"));
}

TEST_F(OwnProviders, may_be_an_empty_file) { EXPECT_EQ(complaint(""), ""); }

}  // namespace
}  // namespace pecprobe::test
