// Clients that are broken, slow or up to something: the page answers everybody else.
#include "tests/serve/served_page.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>
#include <random>
#include <thread>
#include <vector>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class HostileClient : public testing::Test {
 protected:
  HttpAnswer answer_to(std::string_view bytes) {
    RawHttp http(page.port());
    http.send(bytes);
    return parse_answer(http.read_to_end(std::chrono::seconds{40}));
  }
  void expect_alive() { EXPECT_EQ(page.get("/healthz").body, "ok\n"); }

  ServedPage page;
};

TEST_F(HostileClient, WhatIsTooLargeIsRefusedBeforeItIsRead) {
  const std::string head = fmt::format("POST /check HTTP/1.1\r\nHost: {}\r\n", page.host());
  EXPECT_EQ(answer_to(head + "Content-Length: 20000000\r\n\r\n" + std::string(2'000'000, 'x')).status, 413);
  EXPECT_EQ(answer_to(head + "Content-Length: 100000000000000000000\r\n\r\n").status, 400);
  EXPECT_EQ(answer_to(head + "X: " + std::string(1'000'000, 'y') + "\r\n\r\n").status, 431);
  EXPECT_EQ(answer_to("GET /" + std::string(1'000'000, 'z') + " HTTP/1.1\r\n\r\n").status, 431);
  std::string fields;
  for (int i = 0; i < 10'000; ++i) {
    fields += fmt::format("X-{}: y\r\n", i);
  }
  EXPECT_EQ(answer_to(head + fields + "\r\n").status, 431);
  expect_alive();
}

TEST_F(HostileClient, WhatIsNoRequestOfHttp11IsRefused) {
  const std::string host = fmt::format("Host: {}\r\n", page.host());
  const std::string post = "POST /check HTTP/1.1\r\n" + host;
  for (const std::string& bytes :
       {post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", post + "Content-Length: -1\r\n\r\n",
        std::string("GET /\r\n"), std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11),
        std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), std::string("\0\0\0\0\r\n\r\n", 8),
        "GET / HTTP/1.1\r\n" + host + "X: a\r\n b\x01\r\n\r\n", "GET / HTTP/1.0\r\n" + host + "\r\n",
        "GET http://evil.example/ HTTP/1.1\r\n" + host + "\r\n", "GET //evil.example HTTP/1.1\r\n" + host + "\r\n"}) {
    const int status = answer_to(bytes).status;
    EXPECT_TRUE(status == 0 || (status >= 400 && status <= 505)) << status << " for " << bytes.substr(0, 60);
  }
  expect_alive();
}

TEST_F(HostileClient, NothingOfAPathIsReflectedFoundOrInjected) {
  for (const char* path :
       {"/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/assets/../serve",
        "/assets/%2e%2e/x", "/result/../../etc/passwd", "/result/..%5c..%5cx", "/.//assets/page.css",
        "/assets/page.css/..", "/x%0d%0aSet-Cookie:%20a=b", "/result/%0d%0aX:%20y", "/<script>alert(1)</script>"}) {
    const HttpAnswer answer = page.call({.target = path, .fields = "Accept: text/html\r\n"});
    EXPECT_TRUE(answer.status == 404 || answer.status == 400) << path << ": " << answer.status;
    EXPECT_THAT(answer.raw, Not(HasSubstr("root:")));
    EXPECT_THAT(answer.raw, Not(HasSubstr("alert(1)")));
    EXPECT_EQ(answer.field("x"), "");
    EXPECT_EQ(answer.field("set-cookie"), "");
  }
}

TEST_F(HostileClient, AThousandSlowOnesHoldNobodyUp) {
  std::vector<std::unique_ptr<RawHttp>> slow;
  for (int i = 0; i < 1000; ++i) {
    try {
      slow.push_back(std::make_unique<RawHttp>(page.port()));
    } catch (const boost::system::system_error& error) {
      GTEST_SKIP() << "this computer gives no 1,000 connections: " << error.what();
    }
    slow.back()->send("GET / HTTP/1.1\r\nX: ");
  }
  expect_alive();
  EXPECT_EQ(nlohmann::json::parse(page.check(check_json()).body).at("verdict"), "pass");
  // The first came first and go first; the last ones go when their time is over, however they trickle.
  EXPECT_EQ(slow.front()->read_to_end(std::chrono::seconds{5}), "");
  EXPECT_TRUE(slow.front()->is_closed());
  slow.back()->send("a");
  static_cast<void>(slow.back()->read_to_end(std::chrono::seconds{60}));
  EXPECT_TRUE(slow.back()->is_closed());
}

TEST_F(HostileClient, JunkForAWhileLeavesARunningTestUnharmed) {
  std::atomic<bool> is_over = false;
  std::jthread junk([&] {
    std::minstd_rand numbers{7};
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!is_over && std::chrono::steady_clock::now() < end) {
      try {
        RawHttp http(page.port());
        std::string bytes(1 + numbers() % 2000, '\0');
        for (char& byte : bytes) {
          byte = static_cast<char>(numbers());
        }
        http.send(bytes);
      } catch (const boost::system::system_error&) {
        // refused for once: the next one comes
      }
    }
  });
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(nlohmann::json::parse(page.check(check_json()).body).at("verdict"), "pass") << i;
  }
  junk.join();
  expect_alive();
}

}  // namespace
}  // namespace pecprobe::test
