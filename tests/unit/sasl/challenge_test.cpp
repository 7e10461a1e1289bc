// The challenge mechanisms, SCRAM against GNU SASL's own server side.
#include "protocols/base/text.hpp"
#include "protocols/sasl/mechanisms.hpp"

#include <gmock/gmock.h>

#include <gsasl.h>

#include <string>

namespace pecprobe {
namespace {

using testing::HasSubstr;

TEST(CramMd5, AnswersTheExampleOfItsRfc) {
  const Credentials tim{"tim", Secret{"tanstaaftanstaaf"}};
  const auto mechanism = make_cram_md5(tim);
  EXPECT_FALSE(mechanism->client_first());
  EXPECT_FALSE(mechanism->password_sent());
  const auto response = mechanism->respond("<1896.697170952@postoffice.reston.mci.net>");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->reveal(), "tim b913a602c7eda7a495b4e6e7334d3890");
  EXPECT_TRUE(mechanism->password_sent());
}

TEST(CramMd5, RefusesAnEmptyAndASecondChallenge) {
  const Credentials tim{"tim", Secret{"tanstaaftanstaaf"}};
  EXPECT_FALSE(make_cram_md5(tim)->respond(""));
  const auto mechanism = make_cram_md5(tim);
  ASSERT_TRUE(mechanism->respond("<1@example>"));
  EXPECT_FALSE(mechanism->respond("<2@example>"));
}

/// A server that knows one user, as a library's server side sees it.
class ScramServer {
 public:
  ScramServer(const char* mechanism, const char* password) {
    gsasl_init(&m_library);
    gsasl_callback_set(m_library, [](Gsasl* /*library*/, Gsasl_session* session, Gsasl_property property) -> int {
      if (property == GSASL_PASSWORD) {
        const auto* self = static_cast<ScramServer*>(gsasl_session_hook_get(session));
        return gsasl_property_set(session, GSASL_PASSWORD, self->m_password);
      }
      return GSASL_NO_CALLBACK;
    });
    m_password = password;
    gsasl_server_start(m_library, mechanism, &m_session);
    gsasl_session_hook_set(m_session, this);
  }
  ScramServer(const ScramServer&) = delete;
  ScramServer& operator=(const ScramServer&) = delete;
  ~ScramServer() {
    gsasl_finish(m_session);
    gsasl_done(m_library);
  }

  /// The server's next message; `result` says whether it accepted.
  std::string step(std::string_view message, int& result) {
    char* output = nullptr;
    std::size_t size = 0;
    result = gsasl_step(m_session, message.data(), message.size(), &output, &size);
    std::string answer(output == nullptr ? "" : output, output == nullptr ? 0 : size);
    gsasl_free(output);
    return answer;
  }

 private:
  Gsasl* m_library = nullptr;
  Gsasl_session* m_session = nullptr;
  const char* m_password = nullptr;
};

class ScramTest : public testing::TestWithParam<const char*> {
 protected:
  std::unique_ptr<SaslMechanism> make(const Credentials& credentials) {
    return std::string_view(GetParam()) == "SCRAM-SHA-1" ? make_scram_sha_1(credentials)
                                                         : make_scram_sha_256(credentials);
  }
};

TEST_P(ScramTest, LogsInAndVerifiesTheServer) {
  const Credentials credentials{"ditta@pec.example", Secret{"app-password-1"}};
  const auto client = make(credentials);
  ScramServer server(GetParam(), "app-password-1");
  int result = 0;
  const auto first = client->respond("");
  ASSERT_TRUE(first);
  EXPECT_FALSE(client->password_sent());
  const std::string server_first = server.step(first->reveal(), result);
  const auto proof = client->respond(server_first);
  ASSERT_TRUE(proof) << proof.error();
  EXPECT_TRUE(client->password_sent());
  const std::string server_final = server.step(proof->reveal(), result);
  EXPECT_EQ(result, GSASL_OK);
  const auto last = client->respond(server_final);
  ASSERT_TRUE(last) << last.error();
  EXPECT_TRUE(last->empty());
}

TEST_P(ScramTest, AWrongPasswordIsRefusedByTheServer) {
  const Credentials credentials{"ditta@pec.example", Secret{"wrong"}};
  const auto client = make(credentials);
  ScramServer server(GetParam(), "app-password-1");
  int result = 0;
  const std::string server_first = server.step(client->respond("")->reveal(), result);
  server.step(client->respond(server_first)->reveal(), result);
  EXPECT_NE(result, GSASL_OK);
}

TEST_P(ScramTest, AServerThatDoesNotKnowThePasswordIsNotBelieved) {
  const Credentials credentials{"ditta@pec.example", Secret{"app-password-1"}};
  const auto client = make(credentials);
  ScramServer server(GetParam(), "app-password-1");
  int result = 0;
  const std::string server_first = server.step(client->respond("")->reveal(), result);
  ASSERT_TRUE(client->respond(server_first));
  EXPECT_FALSE(client->respond("v=" + base64_encode(std::string(32, 'x'))));
}

TEST_P(ScramTest, IterationCountsOutsideTheLimitsAreRefusedBeforeAnyWork) {
  const Credentials credentials{"ditta@pec.example", Secret{"app-password-1"}};
  for (const char* count : {"1", "4095", "1000001", "200000000", "99999999999999999999", "-1", "x", ""}) {
    const auto client = make(credentials);
    const std::string first(client->respond("")->reveal());
    const std::string nonce = first.substr(first.find("r="));
    const auto proof = client->respond(nonce + "server,s=QSXCR+Q6sek8bf92,i=" + count);
    ASSERT_FALSE(proof) << count;
    EXPECT_THAT(proof.error(), HasSubstr("iteration count"));
    EXPECT_FALSE(client->password_sent());
  }
}

TEST_P(ScramTest, AForeignNonceIsRefused) {
  const Credentials credentials{"ditta@pec.example", Secret{"app-password-1"}};
  const auto client = make(credentials);
  ASSERT_TRUE(client->respond(""));
  EXPECT_FALSE(client->respond("r=other,s=QSXCR+Q6sek8bf92,i=4096"));
}

INSTANTIATE_TEST_SUITE_P(Both, ScramTest, testing::Values("SCRAM-SHA-1", "SCRAM-SHA-256"),
                         [](const auto& test) { return std::string(test.param) == "SCRAM-SHA-1" ? "Sha1" : "Sha256"; });

}  // namespace
}  // namespace pecprobe
