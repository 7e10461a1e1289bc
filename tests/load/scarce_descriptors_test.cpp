// When this computer has no more sockets, no server is blamed for it.
#include "protocols/net/network.hpp"
#include "tests/support/background_program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <sys/resource.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

namespace pecprobe::test {
namespace {

/// Lets this process open so many files more, and no others, while it lives.
class FewDescriptors {
 public:
  explicit FewDescriptors(rlim_t more) {
    ::getrlimit(RLIMIT_NOFILE, &m_before);
    const int next = ::dup(STDIN_FILENO);
    ::close(next);
    rlimit few = m_before;
    few.rlim_cur = static_cast<rlim_t>(next) + more;
    ::setrlimit(RLIMIT_NOFILE, &few);
  }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;
  ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }

 private:
  rlimit m_before{};
};

class ScarceDescriptors : public testing::Test {
 protected:
  ScarceDescriptors()
      : m_pecmock(m_folder.path(),
                  {PECMOCK_PROGRAM, "--ports-file", in_folder("ports.json"), "--ca-out", in_folder("ca.pem"), "good"}) {
    const auto ports = nlohmann::json::parse(wait_for_file(in_folder("ports.json")));
    m_port = ports.at("imaps").get<std::uint16_t>();
    NetworkOptions options;
    options.ca_file = in_folder("ca.pem");
    options.family = AddressFamily::ipv4;
    m_network = std::move(Network::create(options).value());
  }

  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "the sanitizers themselves need a free descriptor to look at an object's type";
#endif
  }

  /// So many checks at once, with so few descriptors to share.
  [[nodiscard]] std::vector<ServiceFacts> check(int count, const std::string& host, rlim_t descriptors) {
    const FewDescriptors few(descriptors);  // look-ups begin at once
    std::vector<ServiceFacts> ended;
    for (int i = 0; i < count; ++i) {
      m_network->start({{Protocol::imap, host, m_port, TlsMode::implicit}, m_credentials, m_redactor, {}, {}, {}},
                       [&](ServiceFacts facts) { ended.push_back(std::move(facts)); });
    }
    m_network->run();
    return ended;
  }

  [[nodiscard]] std::string in_folder(const char* name) const { return (m_folder.path() / name).string(); }

 private:
  TemporaryFolder m_folder;
  BackgroundProgram m_pecmock;
  std::uint16_t m_port = 0;
  Credentials m_credentials{"casella@pec.example", Secret{"app-password-1"}};
  Redactor m_redactor{m_credentials.password, m_credentials.login};
  std::unique_ptr<Network> m_network;
};

TEST_F(ScarceDescriptors, AConnectionThatCannotBeOpenedSaysWhoseFaultThatIs) {
  int accepted = 0;
  int local = 0;
  for (const ServiceFacts& facts : check(40, "127.0.0.1", 8)) {
    accepted += facts.dialogue.auth.accepted ? 1 : 0;
    local += facts.local == LocalStop::resources ? 1 : 0;
  }
  EXPECT_GE(accepted, 1);
  EXPECT_GE(local, 1);
  EXPECT_EQ(accepted + local, 40);
}

TEST_F(ScarceDescriptors, ANameThatCannotBeLookedUpIsNotSaidToBeAbsent) {
  const std::vector<ServiceFacts> ended = check(1, "imap.pec.example", 0);
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].resolve.outcome, ResolveOutcome::local_failure);
  EXPECT_EQ(ended[0].local, LocalStop::resources);
}

}  // namespace
}  // namespace pecprobe::test
