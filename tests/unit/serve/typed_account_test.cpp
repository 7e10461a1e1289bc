#include "probe/serve/checks/typed_account.hpp"

#include "probe/report/wording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::ElementsAre;
using testing::Field;

constexpr std::chrono::sys_days k_today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};

page::AccountForm form(std::string_view json) { return form_of(*TypedFields::of_json(Secret(json))); }

tl::expected<AccountInput, std::vector<page::Complaint>> input(std::string_view json) {
  return input_of(form(json), ProviderTable::built_in(), k_today, Wording::of(Language::english));
}

TEST(TypedAccount, AProgramThatNamesNoServiceMeansAll) {
  const auto all = input(R"({"address": "a@pec.example"})");
  ASSERT_TRUE(all);
  EXPECT_TRUE(all->protocols.empty());
  const auto some = input(R"({"address": "a@pec.example", "services": ["smtp", "imap"]})");
  EXPECT_THAT(some->protocols, ElementsAre(Protocol::imap, Protocol::smtp));
}

TEST(TypedAccount, OwnServersKeepWhatIsKnownOfTheProvider) {
  const auto known = input(R"({"address": "a@pec.it", "endpoints": {"imap": "imaps://imaps.pec.aruba.it"}})");
  ASSERT_TRUE(known);
  EXPECT_EQ(known->provider, ProviderTable::built_in().infer_provider("a@pec.it")->id);
  EXPECT_EQ(known->endpoints.size(), 1U);
  const auto archive = input(
      R"({"address": "a@pec.it", "kind": "archive", "login": "x", "endpoints": {"imap": "imaps://archive.example"}})");
  EXPECT_EQ(archive->provider, "");
}

TEST(TypedAccount, EveryFaultIsToldAtItsField) {
  const auto wrong = input(R"({"address": "a@pec.example", "password_issued": "2026-11-23",
                               "imap": "smtps://x", "pop3": "pop3s://x", "smtp": "smtps://x:0"})");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error(),
              ElementsAre(Field(&page::Complaint::field, "password_issued"), Field(&page::Complaint::field, "imap"),
                          Field(&page::Complaint::field, "smtp")));
}

TEST(TypedPassword, IsTakenAsItIsUnlessNoProtocolCarriesIt) {
  const Wording& wording = Wording::of(Language::english);
  EXPECT_EQ(complaint_about(Secret(" \xC3\xA8 <>&'\" "), "password", wording), std::nullopt);
  for (const std::string& bad :
       {std::string(), std::string("a\rb"), std::string("a\nb"), std::string("a\0b", 3), std::string(1025, 'a')}) {
    EXPECT_EQ(complaint_about(Secret(bad), "new_password", wording)->field, "new_password") << bad.size();
  }
}

}  // namespace
}  // namespace pecprobe
