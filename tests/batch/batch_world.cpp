#include "tests/batch/batch_world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace pecprobe::test {

using pecmock::JournalEntry;

MockPlaying& MockHosts::add(const std::string& name, std::string_view statements) {
  return *(m_hosts[name] = std::make_unique<MockPlaying>(statements));
}

NetworkOptions MockHosts::network() const {
  NetworkOptions options;
  std::string authorities;
  for (const auto& [name, host] : m_hosts) {
    std::ifstream file(host->ca_file());
    authorities.append(std::istreambuf_iterator<char>(file), {});
    for (const Protocol protocol : k_protocols) {
      options.resolve.push_back(
          {fmt::format("{}.pec.example", name), host->port(protocol, TlsMode::implicit), {"127.0.0.1"}});
    }
  }
  options.ca_file = m_folder.file("authorities.pem", authorities);
  return options;
}

std::vector<Endpoint> MockHosts::endpoints(const std::string& name, const std::vector<Protocol>& protocols) const {
  std::vector<Endpoint> found;
  for (const Protocol protocol : protocols) {
    found.push_back(at(name).endpoint(protocol, TlsMode::implicit, fmt::format("{}.pec.example", name)));
  }
  return found;
}

std::size_t peak_connections(const pecmock::Journal& journal) {
  std::size_t open = 0;
  std::size_t peak = 0;
  for (const JournalEntry& entry : journal.entries()) {
    if (entry.kind == JournalEntry::Kind::connected) {
      peak = std::max(peak, ++open);
    } else if (entry.kind == JournalEntry::Kind::disconnected) {
      --open;
    }
  }
  return peak;
}

std::map<std::string, int> logins(const pecmock::Journal& journal) {
  std::map<std::string, int> found;
  for (const JournalEntry& entry : journal.entries()) {
    if (entry.kind == JournalEntry::Kind::login) {
      ++found[fmt::format("{} {}", to_string(entry.protocol), entry.login)];
    }
  }
  return found;
}

BatchAccount bulk_account(std::size_t number, std::vector<Endpoint> endpoints, std::string provider) {
  BatchAccount given;
  given.index = number;
  given.account.address = fmt::format("u{:05}@pec.example", number);
  given.account.login = given.account.address;
  given.account.provider = std::move(provider);
  given.account.endpoints = std::move(endpoints);
  given.password = [number] { return Secret{fmt::format("Bulk-{:05}", number)}; };
  return given;
}

GeneratedFeed::GeneratedFeed(std::size_t count, Make make) : m_make(std::move(make)) {
  for (std::size_t index = 1; index <= count; ++index) {
    m_groups[batch_group(m_make(index).account)].push_back(index);
  }
}

std::optional<BatchAccount> GeneratedFeed::next(const Groups& waiting) {
  auto group = m_groups.upper_bound(m_last);
  for (std::size_t tried = 0; tried < m_groups.size(); ++tried) {
    if (group == m_groups.end()) {
      group = m_groups.begin();
    }
    const auto here = group++;
    if (waiting.contains(here->first)) {
      continue;
    }
    m_last = here->first;
    const std::size_t index = here->second.front();
    here->second.pop_front();
    if (here->second.empty()) {
      m_groups.erase(here);
    }
    ++m_given;
    return m_make(index);
  }
  return std::nullopt;
}

void Watcher::ended(std::size_t index, AccountResult result) {
  End end{result.verdict(), {}};
  for (const ServiceResult& service : result.services) {
    end.codes.push_back(service.diagnosis.code);
  }
  order.push_back(index);
  ends[index] = std::move(end);
  if (on_end) {
    on_end(index, result);
  }
}

}  // namespace pecprobe::test
