// Authorities, providers and receipts for tests, and how they are verified.
#pragma once

#include "fixtures/pec/receipt_maker.hpp"
#include "probe/receipt/receipt.hpp"
#include "protocols/net/trust_store.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

using namespace std::chrono_literals;

inline constexpr std::chrono::sys_seconds k_now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 10h;

/// An authority, an intermediate below it and a provider below that, as in real life.
class PecWorld {
 public:
  PecWorld();

  /// With another certificate, by the same authority.
  [[nodiscard]] pecmock::PecProvider provider_with(const pecmock::ProviderOptions& options) const;
  [[nodiscard]] pecmock::ProviderOptions provider_options() const;

  [[nodiscard]] const pecmock::PecProvider& provider() const { return m_provider; }
  [[nodiscard]] X509_STORE* authorities() const { return m_store.get(); }
  [[nodiscard]] std::string ca_pem() const { return pecmock::to_pem(m_root.certificate); }

  [[nodiscard]] Receipt verified(std::string_view message, std::chrono::sys_seconds now = k_now) const;

 private:
  pecmock::Authority m_root;
  pecmock::Authority m_intermediate;
  pecmock::PecProvider m_provider;
  TrustStore m_store;
};

/// One for all tests: keys take a while.
[[nodiscard]] const PecWorld& pec_world();

/// From 2026-01-01 to 2028-01-01.
[[nodiscard]] pecmock::Validity usual_validity();

/// An hour before `k_now`, about one message.
[[nodiscard]] pecmock::CertifiedEvent event_of(pecmock::PecEvent event);

[[nodiscard]] std::string receipt_text(pecmock::PecEvent event);

/// `text` with the first `from` as `to`; a test in which there is none throws.
[[nodiscard]] std::string replaced(std::string text, std::string_view from, std::string_view to);

[[nodiscard]] std::vector<FindingCode> codes_of(const Receipt& receipt);

}  // namespace pecprobe::test
