// Many requests and tests: what they take is given back.
#include "tests/serve/served_page.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>

namespace pecprobe::test {
namespace {

/// What /metrics says.
double number_of(const ServedPage& page, std::string_view name) {
  const std::string text = page.get("/metrics").body;
  const auto line = text.find(fmt::format("\n{} ", name));
  return line == std::string::npos ? -1 : std::stod(text.substr(line + name.size() + 2));
}

/// PECPROBE_SERVE_REQUESTS and PECPROBE_SERVE_TESTS make it longer.
int count_of(const char* variable, int usual) {
  const char* text = std::getenv(variable);
  return text == nullptr ? usual : std::stoi(text);
}

/// Each client may test 30 times a minute.
std::string client_of(int test) { return fmt::format("127.0.0.{}", 2 + test / 25 % 250); }

TEST(ServeSoak, MemoryAndDescriptorsStayAsTheyAreAfterTheFirstRequests) {
  const ServedPage page("", {"--no-memory"});
  int tests_made = 0;
  const auto work = [&](int requests, int tests) {
    for (int i = 0; i < requests; ++i) {
      ASSERT_EQ(page.get(i % 2 == 0 ? "/" : "/nowhere").status, i % 2 == 0 ? 200 : 404);
    }
    for (int i = 0; i < tests; ++i) {
      ASSERT_EQ(page.check(check_json(), "application/json", client_of(tests_made++)).status, 200);
    }
  };
  const int requests = count_of("PECPROBE_SERVE_REQUESTS", 2000);
  const int tests = count_of("PECPROBE_SERVE_TESTS", 80);
  const int first_tests = std::min(tests / 2, 110);  // a hundred results are kept
  work(500, first_tests);
  const double memory = number_of(page, "process_resident_memory_bytes");
  const double descriptors = number_of(page, "process_open_fds");
  ASSERT_GT(memory, 0);
  ASSERT_GT(descriptors, 0);
  work(requests - 500, tests - first_tests);
  EXPECT_EQ(page.logins(), 3U * static_cast<std::size_t>(tests_made)) << "each of them was a test";
  const double grown = number_of(page, "process_resident_memory_bytes") - memory;
  RecordProperty("grown_by_bytes", fmt::format("{}", grown));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // which have memory of their own
  EXPECT_LE(grown, 5.0 * 1024 * 1024);
#endif
  EXPECT_LE(number_of(page, "process_open_fds"), descriptors + 2);
}

}  // namespace
}  // namespace pecprobe::test
