#include "probe/serve/access/address_rule.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

constexpr EndpointRules k_any = {OtherServers::allowed, PrivateAddresses::refused};
constexpr EndpointRules k_any_private = {OtherServers::allowed, PrivateAddresses::allowed};

Endpoint imaps(std::string host, std::uint16_t port = 993) {
  return {Protocol::imap, std::move(host), port, TlsMode::implicit};
}

TEST(PrivateAddress, IsEveryOneThatIsNotPublic) {
  for (const char* address :
       {"0.0.0.0",          "10.0.0.1",       "100.64.0.1",        "100.127.255.255", "127.0.0.1",   "169.254.169.254",
        "172.16.0.1",       "172.31.255.255", "192.0.2.1",         "192.168.1.1",     "198.18.0.1",  "198.51.100.7",
        "203.0.113.9",      "224.0.0.1",      "240.0.0.1",         "255.255.255.255", "::",          "::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::10.0.0.1", "2002:7f00:1::",   "2001:0:1::1", "2001:db8::1",
        "fe80::1",          "fe80::1%eth0",   "fc00::1",           "fd12::1",         "ff02::1",     "",
        "mail.pec.example", "1.2.3"}) {
    EXPECT_TRUE(is_private_address(address)) << address;
  }
}

TEST(PrivateAddress, IsNoneThatIsPublic) {
  for (const char* address : {"9.9.9.9", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.167.1.1",
                              "198.17.255.255", "223.255.255.255", "2a00:1450::1", "2620:fe::fe", "64:ff9b::9.9.9.9"}) {
    EXPECT_FALSE(is_private_address(address)) << address;
  }
}

TEST(EndpointRule, TakesOnlyVouchedServersUnlessOthersAreAllowed) {
  const std::vector<Endpoint> vouched = {imaps("imap.pec.example")};
  EXPECT_EQ(objection_to(imaps("IMAP.pec.example"), vouched, {}), std::nullopt);
  EXPECT_EQ(objection_to(imaps("imap.pec.example", 143), vouched, {}), EndpointObjection::not_known);
  EXPECT_EQ(objection_to(imaps("other.pec.example"), vouched, {}), EndpointObjection::not_known);
  EXPECT_EQ(objection_to(imaps("other.pec.example"), vouched, k_any), std::nullopt);
}

TEST(EndpointRule, TakesWhatIsVouchedForWhereverItIs) {
  const std::vector<Endpoint> vouched = {imaps("localhost", 12345)};
  EXPECT_EQ(objection_to(imaps("localhost", 12345), vouched, {}), std::nullopt);
}

TEST(EndpointRule, KeepsToMailPortsAndPlainPublicAddresses) {
  EXPECT_EQ(objection_to(imaps("mail.pec.example", 22), {}, k_any_private), EndpointObjection::not_a_mail_port);
  for (const char* host : {"2130706433", "0x7f.1", "0177.0.0.1", "127.1"}) {
    EXPECT_EQ(objection_to(imaps(host), {}, k_any_private), EndpointObjection::odd_number) << host;
  }
  for (const char* host : {"localhost", "127.0.0.1", "::1", "10.0.0.1"}) {
    EXPECT_EQ(objection_to(imaps(host), {}, k_any), EndpointObjection::private_address) << host;
    EXPECT_EQ(objection_to(imaps(host), {}, k_any_private), std::nullopt) << host;
  }
}

}  // namespace
}  // namespace pecprobe
