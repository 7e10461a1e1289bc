// What nobody can loosen, and what is worth a warning.
#include "tests/integration/checked_service.hpp"
#include "tests/integration/client_hello.hpp"
#include "tests/integration/mock_playing.hpp"
#include "tests/integration/pecprobe_run.hpp"
#include "tests/support/relay.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace pecprobe::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string url(const MockPlaying& mock, Protocol protocol) {
  return fmt::format("{}s://localhost:{}", to_string(protocol), mock.port(protocol, TlsMode::implicit));
}

/// A run over all three services with implicit TLS; the report.
nlohmann::json report_of(const MockPlaying& mock, std::vector<std::string> environment = {},
                         const std::vector<std::string>& further = {}) {
  PecprobeRun run;
  run.options = {"--ca-file", mock.ca_file(),
                 "--format",  "json",
                 "--imap",    url(mock, Protocol::imap),
                 "--pop3",    url(mock, Protocol::pop3),
                 "--smtp",    url(mock, Protocol::smtp)};
  run.options.insert(run.options.end(), further.begin(), further.end());
  run.environment = std::move(environment);
  return nlohmann::json::parse(run_pecprobe(run).out).at("accounts").at(0).at("services");
}

std::vector<std::string> codes_of(const nlohmann::json& services) {
  std::vector<std::string> codes;
  for (const auto& service : services) {
    codes.push_back(service.at("diagnosis").at("code"));
  }
  return codes;
}

constexpr std::string_view k_loose_configuration = R"(openssl_conf = init
[init]
ssl_conf = ssl
[ssl]
system_default = loose
[loose]
CipherString = ALL:@SECLEVEL=0
MinProtocol = TLSv1
Options = UnsafeLegacyRenegotiation
)";

class LooseConfiguration : public testing::Test {
 protected:
  [[nodiscard]] std::vector<std::string> environment() const {
    return {"OPENSSL_CONF=" + m_folder.file("loose.cnf", k_loose_configuration)};
  }
  TemporaryFolder m_folder;
};

TEST_F(LooseConfiguration, MakesNoWeakCertificateGoodEnough) {
  for (const char* certificate : {"certificate sha1", "certificate weak_key"}) {
    EXPECT_THAT(codes_of(report_of(MockPlaying(certificate), environment())),
                ElementsAre("tls_cert_weak", "tls_cert_weak", "tls_cert_weak"))
        << certificate;
  }
}

TEST_F(LooseConfiguration, MakesNoOldVersionSpoken) {
  EXPECT_THAT(codes_of(report_of(MockPlaying("tls 1.0 1.1"), environment())),
              ElementsAre("tls_version_unsupported", "tls_version_unsupported", "tls_version_unsupported"));
}

TEST_F(LooseConfiguration, ChangesNothingInWhatTheClientOffers) {
  const auto hello_under = [](std::vector<std::string> variables) {
    const MockPlaying mock("");
    const Relay tap(connected_to(mock.port(Protocol::imap, TlsMode::implicit)));
    PecprobeRun run;
    run.options = {"--ca-file", mock.ca_file(), "--imap", fmt::format("imaps://localhost:{}", tap.port())};
    run.environment = std::move(variables);
    EXPECT_EQ(run_pecprobe(run).exit_status, 0);
    return read_client_hello(tap.said()).value();
  };
  EXPECT_EQ(hello_under(environment()), hello_under({}));
}

TEST(Hello, AsksForNoCompressionNoOldVersionAndTheHostByName) {
  const MockPlaying mock("");
  const Relay tap(connected_to(mock.port(Protocol::imap, TlsMode::implicit)));
  NetworkOptions options;
  options.ca_file = mock.ca_file();
  static_cast<void>(check_services(options, {{Protocol::imap, "localhost", tap.port(), TlsMode::implicit}}));
  const ClientHello hello = read_client_hello(tap.said()).value();
  EXPECT_THAT(hello.compression_methods, ElementsAre(0)) << "null is the only one";
  EXPECT_THAT(hello.versions, ElementsAre(0x0304, 0x0303));
  EXPECT_EQ(hello.server_name, "localhost");
  for (const int cipher : hello.ciphers) {
    const bool is_modern = cipher >= 0x1301 && cipher <= 0x1303;
    EXPECT_TRUE(is_modern || cipher > 0x000A) << "no NULL, no RC4, no 3DES: " << cipher;
  }
}

TEST(ClientCertificate, ThatIsOnlyAskedForIsNothing) {
  for (const char* versions : {"tls 1.2", "tls 1.3"}) {
    const MockPlaying mock(std::string("client_certificate requested\n") + versions);
    NetworkOptions options;
    options.ca_file = mock.ca_file();
    std::vector<Endpoint> endpoints;
    for (const Protocol protocol : k_protocols) {
      endpoints.push_back(mock.endpoint(protocol, TlsMode::implicit));
    }
    for (const CheckedService& service : check_services(options, endpoints)) {
      EXPECT_EQ(to_string(service.diagnosis.code), "ok");
      EXPECT_TRUE(service.facts.tls->client_certificate_asked);
      EXPECT_THAT(service.warnings, IsEmpty());
    }
  }
}

std::vector<std::string> warnings_of(const nlohmann::json& service) {
  std::vector<std::string> codes;
  for (const auto& warning : service.at("warnings")) {
    codes.push_back(warning.at("code"));
  }
  return codes;
}

struct WarnedOf {
  const char* statements;
  std::vector<std::string> warnings;
};

TEST(CertificateWarnings, StandInTheReportAndChangeNoVerdict) {
  for (const WarnedOf& expected :
       std::vector<WarnedOf>{{"", {}},
                             {"certificate valid ends_in 5d", {"cert_expires_soon"}},
                             {"certificate valid ends_in 30d", {}},
                             {"certificate valid lasts 365d", {}},
                             {"certificate valid ends_in 36400d lasts 36500d", {"cert_long_validity"}},
                             {"certificate valid ends_in 390d lasts 400d", {"cert_long_validity"}},
                             {"certificate cn_only", {"cert_cn_only"}},
                             {"certificate cn_only ends_in 5d", {"cert_cn_only", "cert_expires_soon"}}}) {
    SCOPED_TRACE(expected.statements);
    const auto services = report_of(MockPlaying(expected.statements));
    EXPECT_THAT(codes_of(services), ElementsAre("ok", "ok", "ok"));
    for (const auto& service : services) {
      EXPECT_EQ(warnings_of(service), expected.warnings);
    }
  }
}

TEST(RevocationList, ThatNamesTheServersCertificateEndsTheCheck) {
  EXPECT_THAT(codes_of(report_of(MockPlaying("certificate revoked"))),
              ElementsAre("tls_cert_revoked", "tls_cert_revoked", "tls_cert_revoked"));
}

TEST(RevocationList, ThatIsNoneIsRefusedInOneLineBeforeAnythingIsConnected) {
  const MockPlaying mock("");
  for (const std::string& file : {std::string("/nonexistent.crl"), mock.ca_file(), mock.folder().path().string()}) {
    const ProgramRun run =
        run_pecprobe({{"--ca-file", mock.ca_file(), "--crl-file", file, "--imap", url(mock, Protocol::imap)}});
    EXPECT_EQ(run.exit_status, 2);
    EXPECT_THAT(run.err, HasSubstr(file));
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
    EXPECT_THAT(run.out, IsEmpty());
  }
  EXPECT_THAT(mock.journal().entries(), IsEmpty());
}

TEST(TrustFiles, ThatAreNoneAreRefusedInTheLanguageOfTheUser) {
  const MockPlaying mock("");
  const std::string text = mock.folder().file("text", "hello\n");
  const auto refusal = [&](const std::vector<std::string>& options) {
    std::vector<std::string> arguments = {"--imap", url(mock, Protocol::imap), "--lang", "it"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return run_pecprobe({arguments}).err;
  };
  const std::string folder = mock.folder().path();
  EXPECT_EQ(refusal({"--ca-file", text}),
            "pecprobe: --ca-file " + text + ": non contiene certificati in formato PEM\n");
  EXPECT_EQ(refusal({"--ca-file", folder}), "pecprobe: --ca-file " + folder + ": non è un normale file\n");
  EXPECT_EQ(refusal({"--ca-file", mock.ca_file(), "--crl-file", text}),
            "pecprobe: --crl-file " + text + ": non contiene liste di revoca in formato PEM\n");
}

}  // namespace
}  // namespace pecprobe::test
