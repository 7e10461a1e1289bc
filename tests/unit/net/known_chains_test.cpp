// A chain that held is not verified twice, and nothing else is ever taken for it.
#include "protocols/net/known_chains.hpp"

#include "fixtures/pki/authority.hpp"
#include "tests/support/set_clock.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

/// One look at what a server sent. Whether the authority is trusted tells whether there was a verification: without it
/// only a chain that is known can hold.
enum class Trust { authority, nobody };

class AKnownChain : public testing::Test {
 protected:
  [[nodiscard]] pecmock::Validity validity() const {
    const auto now = std::chrono::floor<std::chrono::seconds>(m_clock.time);
    return {now - days{30}, now + days{300}};
  }
  [[nodiscard]] pecmock::Leaf leaf(const std::string& name, pecmock::Validity validity) const {
    pecmock::LeafOptions options;
    options.dns_names = {name};
    options.validity = validity;
    return pecmock::issue(m_authority, options);
  }
  [[nodiscard]] pecmock::Leaf leaf(const std::string& name = "imap.example") const { return leaf(name, validity()); }

  [[nodiscard]] bool holds(const pecmock::Leaf& leaf, Trust trust, const std::vector<X509*>& others = {}) {
    const std::unique_ptr<X509, decltype(&X509_free)> again(X509_dup(leaf.certificate.get()), &X509_free);
    const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(), &X509_STORE_free);
    if (trust == Trust::authority) {
      X509_STORE_add_cert(store.get(), m_authority.certificate.get());
    }
    const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> sent(
        sk_X509_new_null(), [](STACK_OF(X509) * stack) { sk_X509_free(stack); });
    for (X509* other : others) {
      sk_X509_push(sent.get(), other);
    }
    const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> handshake(X509_STORE_CTX_new(),
                                                                                    &X509_STORE_CTX_free);
    X509_STORE_CTX_init(handshake.get(), store.get(), again.get(), sent.get());
    X509_STORE_CTX_set_time(handshake.get(), 0, std::chrono::system_clock::to_time_t(m_clock.time));
    const int result = m_known.verify(handshake.get());
    EXPECT_EQ(result == 1, X509_STORE_CTX_get_error(handshake.get()) == X509_V_OK);
    const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(handshake.get());
    m_chain_length = chain != nullptr ? sk_X509_num(chain) : 0;
    return result == 1;
  }

  test::SetClock m_clock;
  pecmock::Authority m_authority = pecmock::make_authority({"CA", pecmock::KeyKind::ec_p256, validity()});
  KnownChains m_known{m_clock};
  int m_chain_length = 0;  // of the last look
};

TEST_F(AKnownChain, IsNotVerifiedAgain) {
  const auto server = leaf();
  EXPECT_TRUE(holds(server, Trust::authority));
  EXPECT_EQ(m_chain_length, 2);
  EXPECT_TRUE(holds(server, Trust::nobody));
  EXPECT_EQ(m_chain_length, 2) << "what rests on the verified chain needs it as well";
}

TEST_F(AKnownChain, MustHaveHeld) {
  const auto server = leaf();
  EXPECT_FALSE(holds(server, Trust::nobody));
  EXPECT_EQ(m_known.size(), 0U);
  EXPECT_FALSE(holds(server, Trust::nobody));
  EXPECT_TRUE(holds(server, Trust::authority));
}

TEST_F(AKnownChain, MustHaveHeldWithoutAnErrorThatWasPassedOver) {
  const auto server = leaf();
  const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(), &X509_STORE_free);
  const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> handshake(X509_STORE_CTX_new(),
                                                                                  &X509_STORE_CTX_free);
  X509_STORE_CTX_init(handshake.get(), store.get(), server.certificate.get(), nullptr);
  X509_STORE_CTX_set_verify_cb(handshake.get(), [](int /*ok*/, X509_STORE_CTX* /*handshake*/) { return 1; });
  EXPECT_EQ(m_known.verify(handshake.get()), 1);
  EXPECT_NE(X509_STORE_CTX_get_error(handshake.get()), X509_V_OK);
  EXPECT_EQ(m_known.size(), 0U);
}

TEST_F(AKnownChain, IsNoOtherOfTheSameNameAndKey) {
  const auto server = leaf();
  ASSERT_TRUE(holds(server, Trust::authority));
  EXPECT_FALSE(holds(leaf(), Trust::nobody));
  EXPECT_FALSE(holds(leaf("pop3.example"), Trust::nobody));
}

TEST_F(AKnownChain, IsEveryByteThatWasSent) {
  const auto server = leaf();
  const auto other = leaf("other.example");
  ASSERT_TRUE(holds(server, Trust::authority, {m_authority.certificate.get()}));
  EXPECT_TRUE(holds(server, Trust::nobody, {m_authority.certificate.get()}));
  EXPECT_FALSE(holds(server, Trust::nobody));
  EXPECT_FALSE(holds(server, Trust::nobody, {other.certificate.get()}));
  EXPECT_FALSE(holds(server, Trust::nobody, {m_authority.certificate.get(), other.certificate.get()}));
  EXPECT_FALSE(holds(other, Trust::nobody, {m_authority.certificate.get()}));
}

TEST_F(AKnownChain, EndsWithTheFirstOfItsCertificates) {
  const auto now = std::chrono::floor<std::chrono::seconds>(m_clock.time);
  const auto server = leaf("imap.example", {now - days{1}, now + 10min});
  ASSERT_TRUE(holds(server, Trust::authority));
  m_clock.time += 9min;
  EXPECT_TRUE(holds(server, Trust::nobody));
  m_clock.time += 2min;
  EXPECT_FALSE(holds(server, Trust::authority)) << "it has run out";
  EXPECT_EQ(m_known.size(), 0U);
}

TEST_F(AKnownChain, IsVerifiedAnewAfterAWhile) {
  const auto server = leaf();
  ASSERT_TRUE(holds(server, Trust::authority));
  m_clock.time += KnownChains::k_holds - 1s;
  EXPECT_TRUE(holds(server, Trust::nobody));
  m_clock.time += 1s;
  EXPECT_FALSE(holds(server, Trust::nobody)) << "a look must not make the while longer";
}

TEST_F(AKnownChain, DoesNotHoldBeforeItWasVerified) {
  const auto server = leaf();
  ASSERT_TRUE(holds(server, Trust::authority));
  m_clock.time -= 1s;
  EXPECT_FALSE(holds(server, Trust::nobody)) << "the clock was set back";
}

TEST_F(AKnownChain, IsForgottenWhenThereAreTooMany) {
  const auto first = leaf();
  ASSERT_TRUE(holds(first, Trust::authority));
  for (std::size_t i = 1; i <= KnownChains::k_most; ++i) {
    ASSERT_TRUE(holds(leaf(), Trust::authority));
    EXPECT_LE(m_known.size(), KnownChains::k_most);
  }
  EXPECT_FALSE(holds(first, Trust::nobody));
}

}  // namespace
}  // namespace pecprobe
