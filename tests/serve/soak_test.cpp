// Many requests and tests: what they take is given back.
#include "tests/serve/served_page.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pecprobe::test {
namespace {

/// What /metrics says.
double number_of(const ServedPage& page, std::string_view name) {
  const std::string text = page.get("/metrics").body;
  const auto line = text.find(fmt::format("\n{} ", name));
  return line == std::string::npos ? -1 : std::stod(text.substr(line + name.size() + 2));
}

TEST(ServeSoak, MemoryAndDescriptorsStayAsTheyAreAfterTheFirstRequests) {
  const ServedPage page("", {"--no-memory"});
  const auto work = [&page](int requests, int tests) {
    for (int i = 0; i < requests; ++i) {
      EXPECT_EQ(page.get(i % 2 == 0 ? "/" : "/nowhere").status, i % 2 == 0 ? 200 : 404);
    }
    for (int i = 0; i < tests; ++i) {
      const HttpAnswer answer = page.check(check_json());
      EXPECT_TRUE(answer.status == 200 || answer.status == 429) << answer.status;
    }
  };
  work(500, 15);
  const double memory = number_of(page, "process_resident_memory_bytes");
  const double descriptors = number_of(page, "process_open_fds");
  ASSERT_GT(memory, 0);
  ASSERT_GT(descriptors, 0);
  work(1500, 45);
#ifndef __SANITIZE_ADDRESS__  // which keeps what was given back for a while
  EXPECT_LE(number_of(page, "process_resident_memory_bytes"), memory + 5.0 * 1024 * 1024);
#endif
  EXPECT_LE(number_of(page, "process_open_fds"), descriptors + 2);
}

}  // namespace
}  // namespace pecprobe::test
