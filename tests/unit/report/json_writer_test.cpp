// JSON as text: the same bytes as a library writes from a tree of the same values.
#include "probe/report/json_writer.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <string>

namespace pecprobe {
namespace {

using Json = nlohmann::ordered_json;
using Layout = JsonWriter::Layout;

/// One of everything.
std::string everything(Layout layout) {
  JsonWriter json(layout);
  json.object([&] {
    json.member("text", "caff\xC3\xA8 \"\\/\b\f\n\r\t\x01\x1F\x7F");
    json.member("truth", true);
    json.member("number", -42);
    json.member("much", std::numeric_limits<std::uint64_t>::max());
    json.member("half", 0.5);
    json.member("one", 1.0);
    json.member("nothing", nullptr);
    json.member("missing", std::optional<int>());
    json.member("there", std::optional<std::string>("x"));
    json.member("texts", std::vector<std::string>{"a", "b"});
    json.member("no_texts", std::vector<std::string>{});
    json.member("empty", [&] { json.object([] {}); });
    json.member("nested", [&] {
      json.array([&] {
        json.value(1);
        json.object([&] { json.member("k", "v"); });
        json.array([] {});
      });
    });
  });
  return json.take();
}

Json tree() {
  return {{"text", "caff\xC3\xA8 \"\\/\b\f\n\r\t\x01\x1F\x7F"},
          {"truth", true},
          {"number", -42},
          {"much", std::numeric_limits<std::uint64_t>::max()},
          {"half", 0.5},
          {"one", 1.0},
          {"nothing", nullptr},
          {"missing", nullptr},
          {"there", "x"},
          {"texts", {"a", "b"}},
          {"no_texts", Json::array()},
          {"empty", Json::object()},
          {"nested", {1, Json{{"k", "v"}}, Json::array()}}};
}

TEST(JsonWriter, WritesOnOneLine) { EXPECT_EQ(everything(Layout::one_line), tree().dump()); }

TEST(JsonWriter, WritesIndented) { EXPECT_EQ(everything(Layout::indented), tree().dump(2)); }

TEST(JsonWriter, NumbersAreReadAsWhatTheyWere) {
  for (const double number : {0.0, -1.5, 0.1, 123.456789, 1e-7, 100000.0, 1e21, 5e-324}) {
    JsonWriter json(Layout::one_line);
    json.value(number);
    const Json read = Json::parse(json.take());
    EXPECT_TRUE(read.is_number_float()) << number;
    EXPECT_EQ(read.get<double>(), number);
  }
  JsonWriter json(Layout::one_line);
  json.value(std::numeric_limits<double>::infinity());
  EXPECT_EQ(json.take(), "null");
}

TEST(JsonWriter, EveryByteThatIsNoUtf8IsReplaced) {
  JsonWriter json(Layout::one_line);
  json.value("a\xE8\"\xC3(\xF0\x9F\x94");
  EXPECT_EQ(json.take(), "\"a\xEF\xBF\xBD\\\"\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(JsonWriter, TakesInWhatAnotherWroteAtItsDepth) {
  JsonWriter values(Layout::indented, 2);
  values.object([&] { values.member("k", 1); });
  values.value("x");
  JsonWriter json(Layout::indented);
  json.object([&] {
    json.member("all", [&] { json.array([&] { json.join(values); }); });
    json.member("none", [&] { json.array([&] { json.join(JsonWriter(Layout::indented, 2)); }); });
  });
  EXPECT_EQ(json.take(), (Json{{"all", {Json{{"k", 1}}, "x"}}, {"none", Json::array()}}).dump(2));
}

}  // namespace
}  // namespace pecprobe
