#include "probe/advice/code_names.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using Names = std::vector<std::string>;

const Names k_names = {"auth_rejected", "auth_locked", "dns_not_found", "tls_cert_expired", "tls_cert_revoked"};

TEST(NearestNames, forgive_a_few_letters) {
  EXPECT_EQ(nearest_names("auth_rejcted", k_names), (Names{"auth_rejected", "auth_locked"}));
  EXPECT_EQ(nearest_names("DNS_NOTFOUND", k_names), Names{"dns_not_found"});
}

TEST(NearestNames, know_a_part_of_a_name) {
  EXPECT_EQ(nearest_names("cert", k_names), (Names{"tls_cert_expired", "tls_cert_revoked"}));
}

TEST(NearestNames, give_no_more_than_asked_for) {
  EXPECT_EQ(nearest_names("cert", k_names, 1), Names{"tls_cert_expired"});
}

TEST(NearestNames, find_nothing_near_to_something_else) {
  EXPECT_EQ(nearest_names("pumpkin pie", k_names), Names{});
  EXPECT_EQ(nearest_names("", k_names), Names{});
  EXPECT_EQ(nearest_names(std::string(1000, 'a'), k_names), Names{});
}

}  // namespace
}  // namespace pecprobe
