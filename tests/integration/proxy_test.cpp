// Through proxies: SOCKS5 and HTTP CONNECT, that work and that do not.
#include "tests/integration/checked_service.hpp"
#include "tests/integration/mock_playing.hpp"
#include "tests/integration/pecprobe_run.hpp"
#include "tests/support/proxy_server.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace pecprobe::test {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

using Kind = ProxyBehaviour::Kind;

/// A name that only the proxy can look up; the certificate of pecmock holds for it.
constexpr const char* k_host = "mail.pec.example";

class Proxy : public testing::TestWithParam<Kind> {
 protected:
  [[nodiscard]] std::vector<Endpoint> endpoints(TlsMode tls) const {
    std::vector<Endpoint> all;
    for (const Protocol protocol : k_protocols) {
      all.push_back(m_mock.endpoint(protocol, tls, k_host));
    }
    return all;
  }
  [[nodiscard]] std::vector<CheckedService> check(const std::string& url, TlsMode tls = TlsMode::implicit) const {
    NetworkOptions options;
    options.ca_file = m_mock.ca_file();
    options.proxy = url;
    options.connect_timeout = 5s;
    return check_services(options, endpoints(tls));
  }

  void expect_failed(ProxyBehaviour behaviour, const std::string& user_info = {}) const {
    behaviour.kind = GetParam();
    const ProxyServer proxy(behaviour);
    for (const CheckedService& service : check(proxy.url(user_info))) {
      EXPECT_EQ(service.diagnosis.code, Code::proxy_failed);
      EXPECT_FALSE(service.facts.dialogue.auth.attempted);
      EXPECT_THAT(service.facts.connect.attempts, SizeIs(1));
      EXPECT_THAT(service.facts.connect.attempts.front().error, Not(IsEmpty()));
    }
    EXPECT_EQ(proxy.connections(), 0);
  }

  MockPlaying m_mock{""};
};
INSTANTIATE_TEST_SUITE_P(, Proxy, testing::Values(Kind::socks5, Kind::http),
                         [](const auto& kind) { return std::string(kind.param == Kind::socks5 ? "Socks5" : "Http"); });

TEST_P(Proxy, LetsTheLoginThroughAndLooksTheNameUp) {
  for (const TlsMode tls : {TlsMode::implicit, TlsMode::starttls}) {
    const ProxyServer proxy({GetParam()});
    for (const CheckedService& service : check(proxy.url(), tls)) {
      EXPECT_EQ(to_string(service.diagnosis.code), "ok") << to_string(service.facts.endpoint.protocol);
      EXPECT_EQ(service.facts.connect.address, fmt::format("127.0.0.1:{}", proxy.port()));
      EXPECT_THAT(service.facts.resolve.addresses, IsEmpty());
    }
    EXPECT_THAT(proxy.asked(), UnorderedElementsAre(fmt::format("{}:{}", k_host, m_mock.port(Protocol::imap, tls)),
                                                    fmt::format("{}:{}", k_host, m_mock.port(Protocol::pop3, tls)),
                                                    fmt::format("{}:{}", k_host, m_mock.port(Protocol::smtp, tls))));
    EXPECT_FALSE(holds_password(proxy.said()));
  }
}

TEST_P(Proxy, IsGivenTheUserAndPasswordThatItAsksFor) {
  const ProxyServer proxy({GetParam(), "cancello", "chiave-del-cancello"});
  for (const CheckedService& service : check(proxy.url("cancello:chiave-del-cancello@"))) {
    EXPECT_EQ(to_string(service.diagnosis.code), "ok");
    EXPECT_THAT(service.facts.connect.attempts.front().address, Not(HasSubstr("cancello")));
  }
}

TEST_P(Proxy, ThatWantsAPasswordAndGetsNoneFails) { expect_failed({GetParam(), "cancello", "chiave"}); }
TEST_P(Proxy, ThatWantsAnotherPasswordFails) { expect_failed({GetParam(), "cancello", "chiave"}, "cancello:altra@"); }
TEST_P(Proxy, ThatRefusesTheTargetFails) { expect_failed({GetParam(), {}, {}, GetParam() == Kind::socks5 ? 5 : 502}); }
TEST_P(Proxy, ThatForbidsFails) { expect_failed({GetParam(), {}, {}, GetParam() == Kind::socks5 ? 2 : 403}); }
TEST_P(Proxy, ThatClosesAtOnceFails) { expect_failed({GetParam(), {}, {}, {}, ""}); }
TEST_P(Proxy, ThatSaysSomethingElseFails) { expect_failed({GetParam(), {}, {}, {}, "220 mail ESMTP\r\n"}); }

TEST_P(Proxy, ThatIsSilentFailsAtTheLimitOfTheConnection) {
  const Relay silent([](Relay::Socket& client) {
    boost::system::error_code ignored;
    client.wait(Relay::Socket::wait_error, ignored);  // until the client leaves
    return std::nullopt;
  });
  NetworkOptions options;
  options.ca_file = m_mock.ca_file();
  options.connect_timeout = 300ms;
  options.proxy = fmt::format("{}://127.0.0.1:{}", GetParam() == Kind::socks5 ? "socks5h" : "http", silent.port());
  for (const CheckedService& service : check_services(options, endpoints(TlsMode::implicit))) {
    EXPECT_EQ(to_string(service.diagnosis.code), "proxy_failed");
  }
}

/// The program itself, with everything that it can write.
TEST_P(Proxy, HasItsUserAndPasswordInNoOutput) {
  const ProxyServer good({GetParam(), "cancello", "chiave-del-cancello"});
  const ProxyServer bad({GetParam(), "cancello", "altra"});
  for (const ProxyServer* proxy : {&good, &bad}) {
    for (const char* format : {"text", "json"}) {
      PecprobeRun run;
      run.options = {"--proxy",
                     proxy->url("cancello:chiave-del-cancello@"),
                     "--ca-file",
                     m_mock.ca_file(),
                     "-v",
                     "--format",
                     format,
                     "--imap",
                     fmt::format("imaps://{}:{}", k_host, m_mock.port(Protocol::imap, TlsMode::implicit))};
      const ProgramRun ended = run_pecprobe(run);
      EXPECT_EQ(ended.exit_status, proxy == &good ? 0 : 1);
      for (const std::string& text : {ended.out, ended.err}) {
        EXPECT_THAT(text, Not(HasSubstr("cancello")));
        EXPECT_THAT(text, Not(HasSubstr("chiave")));
      }
      EXPECT_THAT(ended.out, HasSubstr(proxy == &good ? "ok" : "proxy_failed"));
    }
  }
}

TEST(ProxyOfTheEnvironment, IsNeitherUsedNorKeptQuiet) {
  const MockPlaying mock("");
  const ProxyServer proxy({Kind::http});
  PecprobeRun run;
  run.options = {"--ca-file", mock.ca_file(),
                 "--format",  "json",
                 "--imap",    fmt::format("imaps://localhost:{}", mock.port(Protocol::imap, TlsMode::implicit)),
                 "--smtp",    fmt::format("smtps://localhost:{}", mock.port(Protocol::smtp, TlsMode::implicit))};
  const std::string keys = mock.folder().path() / "keys";
  run.environment = {"SSLKEYLOGFILE=" + keys, "NO_PROXY=", "no_proxy="};
  for (const char* name : {"ALL_PROXY", "http_proxy", "imap_proxy"}) {
    run.environment.push_back(fmt::format("{}={}", name, proxy.url("geheim:wort@")));
  }
  const ProgramRun ended = run_pecprobe(run);
  EXPECT_EQ(ended.exit_status, 0);
  EXPECT_THAT(proxy.asked(), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(keys));
  for (const char* name : {"environment_ignored", "ALL_PROXY", "http_proxy", "imap_proxy", "SSLKEYLOGFILE"}) {
    EXPECT_THAT(ended.out, HasSubstr(name));
  }
  EXPECT_THAT(ended.out + ended.err, Not(HasSubstr("geheim")));
}

}  // namespace
}  // namespace pecprobe::test
