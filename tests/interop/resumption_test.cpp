// Further logins at real servers, which may take their tickets back or not: the verdict is the same.
#include "protocols/net/network.hpp"
#include "tests/interop/interop_test.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe::test {
namespace {

class ResumptionTest : public EveryService {
 protected:
  /// Logins of one network, one after the other.
  [[nodiscard]] std::vector<ServiceFacts> log_in(const LabAccount& account, int times) {
    const Target target = at(scheme());
    NetworkOptions options;
    options.ca_file = lab().ca_file();
    options.resolve = {{target.host, target.port, {target.address}}};
    options.resumption = Resumption::after_the_first_one;
    const auto network = std::move(Network::create(options).value());
    const Credentials credentials{account.address, Secret{account.password}};
    const Redactor redactor(credentials.password, credentials.login);
    Endpoint endpoint = parse_endpoint_url(scheme() + "://" + target.host).value();
    endpoint.port = target.port;
    std::vector<ServiceFacts> ended;
    for (int i = 0; i < times; ++i) {
      network->start({endpoint, credentials, redactor, {}, {}, {}},
                     [&](ServiceFacts facts) { ended.push_back(std::move(facts)); });
      network->run();
    }
    return ended;
  }
};
PECPROBE_FOR_EVERY_SERVICE(ResumptionTest);

TEST_P(ResumptionTest, FurtherLoginsPassWhetherTheServerTakesItsTicketsBackOrNot) {
  const std::string mark = lab().mark();
  const LabAccount good = lab().account("good");
  const std::vector<ServiceFacts> logins = log_in(good, 3);
  ASSERT_EQ(logins.size(), 3U);
  for (const ServiceFacts& facts : logins) {
    EXPECT_EQ(facts.dialogue.stop, Stop::none);
    EXPECT_TRUE(facts.dialogue.auth.accepted);
    EXPECT_TRUE(facts.tls->verified());
    EXPECT_EQ(facts.tls->chain, logins.front().tls->chain);
  }
  EXPECT_FALSE(logins.front().tls->resumed);
  EXPECT_EQ(lab().events(mark, 3).logins, std::vector<Login>(3, login(good, "ok")));
}

}  // namespace
}  // namespace pecprobe::test
