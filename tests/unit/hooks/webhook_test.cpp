#include "probe/hooks/webhook.hpp"

#include "tests/support/wait_until.hpp"
#include "tests/unit/hooks/receiver.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace pecprobe::hooks {
namespace {

using namespace std::chrono_literals;
using test::Received;
using test::Receiver;
using test::ReceiverTls;
using testing::HasSubstr;

const Secret k_key{"0123456789abcdef0123456789abcdef"};

/// 2023-11-14T22:13:20.5Z
class FixedClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return {}; }
  [[nodiscard]] Timestamp wall_now() const override { return Timestamp{std::chrono::milliseconds{1'700'000'000'500}}; }
};

std::optional<std::string> posted(const std::string& url, const TransferOptions& options = {},
                                  const std::optional<Secret>& key = k_key, const std::stop_token& stop = {}) {
  const FixedClock clock;
  return make_webhook({url, key, options, "pecprobe/0.1.0"}, clock)->deliver({1, "an-id", R"({"a":"é"})", 0}, stop);
}

TEST(WebhookSignature, IsThatOfStandardWebhooks) {
  // The example of the specification's reference library.
  const auto key = signing_key(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  ASSERT_TRUE(key);
  EXPECT_EQ(signature(*key, "msg_p5jXN8AQM9LWM0D4loKWxJek", Timestamp{std::chrono::seconds{1'614'265'330}},
                      R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, WantsAKeyOf128BitsAndRightBase64) {
  EXPECT_TRUE(signing_key(Secret("0123456789abcdef")));
  EXPECT_FALSE(signing_key(Secret("0123456789abcde")));
  EXPECT_FALSE(signing_key(Secret("whsec_0123456789")));
  EXPECT_FALSE(signing_key(Secret("whsec_this is no base64, however long it is")));
}

TEST(WebhookUrl, IsHttpsOrOnThisComputerAndNamesNoUser) {
  EXPECT_EQ(post_url_fault("https://hooks.example/pec?key=1"), std::nullopt);
  EXPECT_EQ(post_url_fault("http://localhost:8080/"), std::nullopt);
  EXPECT_EQ(post_url_fault("http://127.0.0.1/"), std::nullopt);
  EXPECT_EQ(post_url_fault("http://[::1]:8080/"), std::nullopt);
  for (const char* url : {"http://hooks.example/", "http://localhost.hooks.example/", "http://128.0.0.1/",
                          "ftp://localhost/", "smtp://localhost/"}) {
    EXPECT_EQ(post_url_fault(url), PostUrlFault::not_https) << url;
  }
  EXPECT_EQ(post_url_fault("https://user@hooks.example/"), PostUrlFault::has_user);
  EXPECT_EQ(post_url_fault("https://:word@hooks.example/"), PostUrlFault::has_user);
  for (const char* url : {"", "hooks", "https://", "file:///etc/passwd", "https://a b/", "https://h:99999/"}) {
    EXPECT_EQ(post_url_fault(url), PostUrlFault::malformed) << url;
  }
}

TEST(Webhook, PostsTheBodyAndSignsIt) {
  const Receiver receiver;
  EXPECT_EQ(posted(receiver.url("/hook?a=b")), std::nullopt);
  ASSERT_EQ(receiver.received().size(), 1U);
  const Received got = receiver.received().front();
  EXPECT_EQ(got.method + " " + got.path, "POST /hook");
  EXPECT_EQ(got.body, R"({"a":"é"})");
  EXPECT_EQ(got.field("content-type"), "application/json");
  EXPECT_EQ(got.field("user-agent"), "pecprobe/0.1.0");
  EXPECT_EQ(got.field("webhook-id"), "an-id");
  EXPECT_EQ(got.field("webhook-timestamp"), "1700000000");
  EXPECT_EQ(got.field("webhook-signature"),
            signature(k_key, "an-id", Timestamp{std::chrono::seconds{1'700'000'000}}, got.body));
}

TEST(Webhook, WithoutAKeyItIsNotSigned) {
  const Receiver receiver;
  EXPECT_EQ(posted(receiver.url(), {}, std::nullopt), std::nullopt);
  EXPECT_EQ(receiver.received().front().field("webhook-signature"), "");
}

TEST(Webhook, AnyOtherStatusThanASuccessIsAFailure) {
  Receiver receiver;
  for (const int status : {300, 400, 404, 429, 500}) {
    receiver.answer_with({status, "text/plain", "no"});
    EXPECT_THAT(posted(receiver.url("/token-in-the-path")).value_or("taken"),
                testing::EndsWith(fmt::format("localhost:{} answered {}", receiver.port(), status)));
  }
}

TEST(Webhook, DoesNotFollowARedirection) {
  Receiver receiver;
  receiver.answer_with({307, "text/plain", "", {{"Location", receiver.url("/elsewhere")}}});
  EXPECT_THAT(posted(receiver.url()).value_or("taken"), HasSubstr("answered 307"));
  EXPECT_EQ(receiver.received().size(), 1U);
}

TEST(Webhook, AnEndlessAnswerIsCutOffAndItsStatusCounts) {
  Receiver receiver;
  receiver.answer_with({200, "text/plain", std::string(10'000'000, 'x')});
  EXPECT_EQ(posted(receiver.url()), std::nullopt);
}

TEST(Webhook, VerifiesTheCertificate) {
  const Receiver trusted(ReceiverTls::trusted);
  EXPECT_EQ(posted(trusted.url(), {.ca_file = trusted.ca_file()}), std::nullopt);
  const Receiver stranger(ReceiverTls::stranger);
  EXPECT_THAT(posted(stranger.url(), {.ca_file = stranger.ca_file()}).value_or("taken"), HasSubstr("certificate"));
  EXPECT_THAT(posted(trusted.url(), {.ca_file = "/no/such/file"}).value_or("taken"), HasSubstr("authorities"));
  EXPECT_TRUE(stranger.received().empty());
}

TEST(Webhook, ASilentServerIsLeftAtTheLimit) {
  Receiver receiver;
  receiver.fall_silent();
  EXPECT_THAT(posted(receiver.url(), {.limit = 300ms}).value_or("taken"), HasSubstr("timed out"));
}

TEST(Webhook, EndsWhenTheServerDoes) {
  Receiver receiver;
  receiver.fall_silent();
  std::stop_source stop;
  const std::jthread stopper([&] {
    EXPECT_TRUE(test::wait_until([&] { return !receiver.received().empty(); }));
    stop.request_stop();
  });
  EXPECT_THAT(posted(receiver.url(), {.limit = 60s}, k_key, stop.get_token()).value_or("taken"), HasSubstr("abort"));
}

TEST(Webhook, AsksNoProxyForThisComputerAndNoneOfTheEnvironment) {
  const Receiver receiver;
  setenv("http_proxy", "http://127.0.0.1:9", 1);
  EXPECT_EQ(posted(receiver.url(), {.proxy = "http://127.0.0.1:9"}), std::nullopt);
  unsetenv("http_proxy");
}

TEST(Webhook, SaysWhatTheSystemSaysWhenNobodyListens) {
  std::uint16_t port = 0;
  {
    const Receiver gone;
    port = gone.port();
  }
  EXPECT_THAT(posted(fmt::format("http://localhost:{}/token-in-the-path", port)).value_or("taken"),
              testing::AllOf(HasSubstr("Failed to connect"), testing::Not(HasSubstr("token-in-the-path"))));
}

}  // namespace
}  // namespace pecprobe::hooks
