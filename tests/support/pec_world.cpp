#include "tests/support/pec_world.hpp"

#include <stdexcept>

namespace pecprobe::test {

namespace {

pecmock::AuthorityOptions authority_named(const char* name) {
  pecmock::AuthorityOptions options;
  options.common_name = name;
  options.validity = {std::chrono::sys_days{std::chrono::year{2015} / 1 / 1},
                      std::chrono::sys_days{std::chrono::year{2040} / 1 / 1}};
  return options;
}

}  // namespace

PecWorld::PecWorld()
    : m_root(pecmock::make_authority(authority_named("Test root"))),
      m_intermediate(pecmock::make_intermediate(m_root, authority_named("Test PEC CA"))),
      m_provider(provider_with(provider_options())),
      m_store(X509_STORE_new()) {
  X509_STORE_add_cert(m_store.get(), m_root.certificate.get());
}

pecmock::PecProvider PecWorld::provider_with(const pecmock::ProviderOptions& options) const {
  return pecmock::make_provider(m_intermediate, options);
}

pecmock::ProviderOptions PecWorld::provider_options() const {
  pecmock::ProviderOptions options;
  options.validity = usual_validity();
  return options;
}

Receipt PecWorld::verified(std::string_view message, std::chrono::sys_seconds now) const {
  return verify_receipt(message, m_store.get(), now);
}

const PecWorld& pec_world() {
  static const PecWorld k_world;
  return k_world;
}

pecmock::Validity usual_validity() {
  return {std::chrono::sys_days{std::chrono::year{2026} / 1 / 1},
          std::chrono::sys_days{std::chrono::year{2028} / 1 / 1}};
}

pecmock::CertifiedEvent event_of(pecmock::PecEvent event) {
  pecmock::CertifiedEvent certified;
  certified.event = event;
  certified.at = k_now - 1h;
  return certified;
}

std::string receipt_text(pecmock::PecEvent event) {
  return pecmock::make_receipt(event_of(event), pec_world().provider()).text();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) {
    throw std::logic_error("nothing to replace");
  }
  return text.replace(at, from.size(), to);
}

std::vector<FindingCode> codes_of(const Receipt& receipt) {
  std::vector<FindingCode> codes;
  for (const Finding& finding : receipt.findings) {
    codes.push_back(finding.code);
  }
  return codes;
}

}  // namespace pecprobe::test
