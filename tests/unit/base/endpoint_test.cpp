// Endpoints: their URLs, ports, and which of them stay on this computer.
#include "protocols/base/endpoint.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe {
namespace {

TEST(EndpointUrl, SchemesChooseProtocolEncryptionAndPort) {
  const std::vector<std::pair<std::string_view, Endpoint>> urls = {
      {"imaps://mail.example", {Protocol::imap, "mail.example", 993, TlsMode::implicit}},
      {"imap://mail.example", {Protocol::imap, "mail.example", 143, TlsMode::starttls}},
      {"pop3s://mail.example", {Protocol::pop3, "mail.example", 995, TlsMode::implicit}},
      {"pop3://mail.example", {Protocol::pop3, "mail.example", 110, TlsMode::starttls}},
      {"smtps://mail.example", {Protocol::smtp, "mail.example", 465, TlsMode::implicit}},
      {"smtp://mail.example", {Protocol::smtp, "mail.example", 587, TlsMode::starttls}},
      {"IMAPS://Mail.Example/", {Protocol::imap, "Mail.Example", 993, TlsMode::implicit}}};
  for (const auto& [url, endpoint] : urls) {
    ASSERT_TRUE(parse_endpoint_url(url).has_value()) << url;
    EXPECT_EQ(*parse_endpoint_url(url), endpoint) << url;
  }
}

TEST(EndpointUrl, KeepsHostAndPortAsTyped) {
  const std::vector<std::pair<std::string_view, std::pair<std::string, int>>> urls = {
      {"smtp://mail.example:2525", {"mail.example", 2525}},
      {"smtp://127.0.0.1:1", {"127.0.0.1", 1}},
      {"smtp://a_b-c.example:65535/", {"a_b-c.example", 65535}},
      {"smtp://citt\xC3\xA0.example:025", {"citt\xC3\xA0.example", 25}},
      {"smtp://[::1]", {"::1", 587}},
      {"smtp://[2001:DB8::1]:25", {"2001:DB8::1", 25}},
      {"smtp://[::ffff:127.0.0.1]:25", {"::ffff:127.0.0.1", 25}},
      {"smtp://[fe80::1%eth0]:25", {"fe80::1%eth0", 25}}};
  for (const auto& [url, expected] : urls) {
    const auto endpoint = parse_endpoint_url(url);
    ASSERT_TRUE(endpoint.has_value()) << url;
    EXPECT_EQ(endpoint->host, expected.first) << url;
    EXPECT_EQ(endpoint->port, expected.second) << url;
  }
}

TEST(EndpointUrl, IsRefusedWithAReasonForTheScheme) {
  for (const std::string_view url :
       {"", "mail.example", "imaps:mail.example", "imaps:/mail.example", "http://mail.example", "imapss://mail.example",
        "://mail.example", " imaps://mail.example"}) {
    ASSERT_FALSE(parse_endpoint_url(url).has_value()) << url;
    EXPECT_EQ(parse_endpoint_url(url).error(),
              "expected a URL such as imaps://host or smtp://host:587 (imaps, imap, pop3s, pop3, "
              "smtps, smtp)");
  }
}

TEST(EndpointUrl, IsRefusedWhenMoreThanHostAndPortFollow) {
  for (const std::string_view url :
       {"imaps://user@mail.example", "imaps://mail.example/INBOX", "imaps://mail.example//", "imaps://mail.example?x",
        "imaps://mail.example#x", "imaps://mail example", "imaps://mail.example\r\n", "imaps://mail\tx.example",
        "imaps://mail\xC2\x85.example"}) {
    ASSERT_FALSE(parse_endpoint_url(url).has_value()) << url;
    EXPECT_EQ(parse_endpoint_url(url).error(),
              "only a host and a port may follow the scheme (no user, path, blank or control character)");
  }
  EXPECT_FALSE(parse_endpoint_url(std::string_view("imaps://a\0b", 11)).has_value());
}

TEST(EndpointUrl, IsRefusedForAHostThatIsNone) {
  const std::string too_long = "imaps://" + std::string(256, 'a');
  for (const std::string_view url :
       {std::string_view{"imaps://"}, std::string_view{"imaps:///"}, std::string_view{"imaps://:993"},
        std::string_view{"imaps://mail;x"}, std::string_view{"imaps://mail\"x"}, std::string_view{"imaps://mail%0d%0a"},
        std::string_view{"imaps://::1"}, std::string_view{"imaps://[]"}, std::string_view{"imaps://[::1"},
        std::string_view{"imaps://[::1]x"}, std::string_view{"imaps://[mail.example]"},
        std::string_view{"imaps://[mail:example]"}, std::string_view{"imaps://[::1%]"},
        std::string_view{"imaps://[::1%a%b]"}, std::string_view{"imaps://[[::1]]"}, std::string_view{too_long}}) {
    ASSERT_FALSE(parse_endpoint_url(url).has_value()) << url;
    EXPECT_EQ(parse_endpoint_url(url).error(), "the host is not a host name or an IP address (IPv6 in brackets)");
  }
}

TEST(EndpointUrl, IsRefusedForAPortThatIsNone) {
  for (const std::string_view url :
       {"imaps://mail.example:", "imaps://mail.example:0", "imaps://mail.example:65536", "imaps://mail.example:-1",
        "imaps://mail.example:993x", "imaps://mail.example:99999999999999999999", "imaps://mail.example:1:2",
        "imaps://fe80::1", "imaps://[::1]:"}) {
    ASSERT_FALSE(parse_endpoint_url(url).has_value()) << url;
    EXPECT_EQ(parse_endpoint_url(url).error(), "the port must be a number from 1 to 65535");
  }
}

TEST(Endpoint, WritesIpv6InBrackets) {
  EXPECT_EQ(authority({Protocol::imap, "mail.example", 993, TlsMode::implicit}), "mail.example:993");
  EXPECT_EQ(authority({Protocol::imap, "::1", 993, TlsMode::implicit}), "[::1]:993");
}

TEST(Endpoint, NamesStandAsInReports) {
  EXPECT_EQ(to_string(Protocol::imap), "imap");
  EXPECT_EQ(to_string(Protocol::pop3), "pop3");
  EXPECT_EQ(to_string(Protocol::smtp), "smtp");
  EXPECT_EQ(to_string(TlsMode::implicit), "implicit");
  EXPECT_EQ(to_string(TlsMode::starttls), "starttls");
  EXPECT_EQ(to_string(TlsMode::starttls_if_offered), "starttls_if_offered");
  EXPECT_EQ(to_string(direction_of(Protocol::imap)), "receive");
  EXPECT_EQ(to_string(direction_of(Protocol::pop3)), "receive");
  EXPECT_EQ(to_string(direction_of(Protocol::smtp)), "send");
}

TEST(Loopback, IsLocalhostOneTwentySevenAndOneColon) {
  for (const std::string_view host : {"localhost", "LocalHost", "127.0.0.1", "127.1.2.3", "127.255.255.255", "::1"}) {
    EXPECT_TRUE(is_loopback_name(host)) << host;
  }
}

TEST(Loopback, IsNothingThatAResolverMightSendElsewhere) {
  for (const std::string_view host : {"",
                                      ".",
                                      "127",
                                      "127.1",
                                      "127.0.1",
                                      "127.0.0.1.evil.test",
                                      "127.0.0.1.",
                                      ".127.0.0.1",
                                      "127.0.0.256",
                                      "127.0.0.-1",
                                      "127..0.1",
                                      "127.0.0.1 ",
                                      "128.0.0.1",
                                      "0127.0.0.1",
                                      "0177.0.0.1",
                                      "127.0.0.01",
                                      "127.0.0.0x1",
                                      "2130706433",
                                      "10.127.0.1",
                                      "localhost.evil.test",
                                      "localhost.",
                                      "xlocalhost",
                                      "[::1]",
                                      "::2",
                                      "::ffff:127.0.0.1",
                                      "mail.example"}) {
    EXPECT_FALSE(is_loopback_name(host)) << host;
  }
}

}  // namespace
}  // namespace pecprobe
