#include "probe/batch/resumed_refusals.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>

namespace pecprobe {

namespace {

std::string server_of(const Endpoint& endpoint) {
  return fmt::format("{} {}", to_string(endpoint.protocol), authority(endpoint));
}

bool was_refused(const ShownService& service) {
  const bool was_tried = service.auth.attempted && !service.auth.accepted;
  return service.verdict == Verdict::fail && (was_tried || service.auth.remembered);
}

/// The server's own line, where the diagnosis rests on one.
std::string line_of(const ShownDiagnosis& diagnosis) {
  for (const Evidence& evidence : diagnosis.evidence) {
    if (evidence.kind == Evidence::Kind::server_line) {
      return evidence.text;
    }
  }
  return {};
}

}  // namespace

void ResumedRefusals::add(const JournalEntry& entry, Timestamp refused_at) {
  for (const ShownService& service : entry.account.services) {
    if (was_refused(service)) {
      const RefusalTimes times = service.auth.remembered.value_or(RefusalTimes{1, refused_at, refused_at});
      m_refusals[{entry.account.login, server_of(service.endpoint)}] = {
          service.diagnosis.code, service.diagnosis.certainty, line_of(service.diagnosis), times};
    }
  }
}

ResumedRefusals::Refusals ResumedRefusals::with_resumed(Refusals found, const Account& account) const {
  found.resize(account.endpoints.size());
  for (std::size_t i = 0; i < account.endpoints.size(); ++i) {
    // The journal holds texts as printable() made them.
    const auto resumed = m_refusals.find({printable(account.login), server_of(account.endpoints[i])});
    if (resumed != m_refusals.end() && !found[i]) {
      found[i] = resumed->second;
    }
  }
  return found;
}

ResumedRefusals::Refusals ResumedRefusals::look_up(const Account& account, const Secret& password) {
  return with_resumed(asks_memory() ? m_memory->look_up(account, password) : Refusals{}, account);
}

ResumedRefusals::Refusals ResumedRefusals::begin(const Account& account, const Secret& password) {
  return with_resumed(asks_memory() ? m_memory->begin(account, password) : Refusals{}, account);
}

void ResumedRefusals::settle(const Account& account, const Secret& password,
                             const std::vector<LoginOutcome>& outcomes) {
  if (m_memory != nullptr) {
    m_memory->settle(account, password, outcomes);
  }
}

void ResumedRefusals::forget(const std::string& address) {
  if (m_memory != nullptr) {
    m_memory->forget(address);
  }
}

std::optional<StateProblem> ResumedRefusals::problem() const {
  return m_memory != nullptr ? m_memory->problem() : std::nullopt;
}

}  // namespace pecprobe
