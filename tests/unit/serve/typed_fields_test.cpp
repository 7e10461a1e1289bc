#include "probe/serve/checks/typed_fields.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::ElementsAre;

std::optional<TypedFields> form_fields(std::string_view text) { return TypedFields::of_form(Secret(text)); }
std::optional<TypedFields> json(std::string_view text) { return TypedFields::of_json(Secret(text)); }

TEST(TypedFields, OfAFormAreDecodedAsBrowsersEncodeThem) {
  const auto fields =
      form_fields("address=a%40pec.example&login=Anna+Rossi&services=imap&services=smtp&password=p%26%2B+%C3%A8&&x");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->text("address"), "a@pec.example");
  EXPECT_EQ(fields->text("login"), "Anna Rossi");
  EXPECT_THAT(fields->all("services"), ElementsAre("imap", "smtp"));
  EXPECT_EQ(fields->secret("password").reveal(), "p&+ \xC3\xA8");
  EXPECT_EQ(fields->text("password"), "");
  EXPECT_TRUE(fields->has("x"));
  EXPECT_FALSE(fields->has("y"));
}

TEST(TypedFields, OfAFormThatIsNoneAreNothing) {
  for (const char* text : {"a=%", "a=%4", "a=%zz", "a=%ff", "%ff=a"}) {
    EXPECT_FALSE(form_fields(text)) << text;
  }
  std::string many;
  for (int i = 0; i < 100; ++i) {
    many += "a=b&";
  }
  EXPECT_FALSE(form_fields(many));
}

TEST(TypedFields, OfAProgramAreTextsListsAndTruthValues) {
  const auto fields = json(R"({"address": "a@pec.example", "password": "a\"\u00e8\\", "force": true, "other": false,
                               "login": null, "services": ["imap", "smtp"], "endpoints": {"imap": "imaps://x"}})");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->text("address"), "a@pec.example");
  EXPECT_EQ(fields->secret("password").reveal(), "a\"\xC3\xA8\\");
  EXPECT_EQ(fields->text("force"), "on");
  EXPECT_FALSE(fields->has("other"));
  EXPECT_FALSE(fields->has("login"));
  EXPECT_THAT(fields->all("services"), ElementsAre("imap", "smtp"));
  EXPECT_EQ(fields->text("imap"), "imaps://x");
}

TEST(TypedFields, TellAnEmptyListFromNone) {
  EXPECT_TRUE(json(R"({"services": []})")->has("services"));
  EXPECT_FALSE(json("{}")->has("services"));
}

TEST(TypedFields, OfAProgramThatSaysSomethingElseAreNothing) {
  for (const char* text : {"", "[]", "1", "\"x\"", "{", R"({"a": 1})", R"({"a": 1.5})", R"({"a": {"b": {}}})",
                           R"({"a": [["b"]]})", R"({"a": "b"} x)", "{\"a\": \"\xff\"}"}) {
    EXPECT_FALSE(json(text)) << text;
  }
  EXPECT_FALSE(json(std::string(100'000, '[')));
}

}  // namespace
}  // namespace pecprobe
