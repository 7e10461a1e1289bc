#include "probe/engine/targets.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace pecprobe {

namespace {

ServiceFacts cancelled_facts(const Target& target) {
  ServiceFacts facts;
  facts.endpoint = target.endpoint;
  facts.local = LocalStop::cancelled;
  facts.dialogue.stop = Stop::cancelled;
  return facts;
}

bool is_same_service_refused(const std::vector<Target>& targets, std::size_t service) {
  return std::any_of(targets.begin(), targets.end(),
                     [&](const Target& other) { return other.service == service && refused_login(other); });
}

bool is_same_service_running(const std::vector<Target>& targets, std::size_t service) {
  return std::any_of(targets.begin(), targets.end(), [&](const Target& other) {
    return other.service == service && other.state == Target::State::running;
  });
}

}  // namespace

bool refused_login(const Target& target) noexcept {
  return target.state == Target::State::ended && target.facts && target.facts->dialogue.stop == Stop::auth_refused;
}

TargetRunner::TargetRunner(Network& network, const Account& account, const Credentials& credentials,
                           const CheckOptions& options)
    : m_network(network),
      m_account(account),
      m_credentials(credentials),
      m_options(options),
      m_redactor(credentials.password, credentials.login) {}

std::vector<Target> TargetRunner::plan() {
  std::vector<Target> targets;
  for (std::size_t i = 0; i < m_account.endpoints.size(); ++i) {
    Target target;
    target.endpoint = m_account.endpoints[i];
    target.service = i;
    targets.push_back(std::move(target));
  }
  if (m_options.addresses == AddressPlan::each_one) {
    add_addresses(targets);
  }
  return targets;
}

void TargetRunner::add_addresses(std::vector<Target>& targets) {
  std::vector<ResolveFacts> found(targets.size());
  for (const Target& target : targets) {
    m_network.resolve(target.endpoint.host, target.endpoint.port,
                      [&facts = found[target.service]](ResolveFacts answer) { facts = std::move(answer); });
  }
  run_network();
  std::vector<Target> all;
  for (const Target& target : targets) {
    const ResolveFacts& facts = found[target.service];
    if (facts.outcome != ResolveOutcome::found || facts.addresses.empty()) {
      all.push_back(target);
      continue;
    }
    for (const std::string& address : facts.addresses) {
      all.push_back(target);
      all.back().only_address = address;
    }
  }
  targets = std::move(all);
}

void TargetRunner::run(std::vector<Target>& targets) {
  while (start_round(targets) == Round::started) {
    run_network();
    if (std::any_of(targets.begin(), targets.end(),
                    [](const Target& t) { return t.state == Target::State::running; })) {
      throw std::logic_error("the network stopped before every check had ended");
    }
  }
}

TargetRunner::Round TargetRunner::start_round(std::vector<Target>& targets) {
  Round round = Round::nothing_left;
  const bool is_cancelled = m_network.signal().has_value();
  for (Target& target : targets) {
    if (target.state != Target::State::pending || is_same_service_running(targets, target.service)) {
      continue;
    }
    if (is_cancelled) {
      if (!target.facts) {
        target.facts = cancelled_facts(target);
      }
      target.state = Target::State::ended;
    } else if (is_same_service_refused(targets, target.service)) {
      target.state = Target::State::skipped;
    } else {
      start(target);
      round = Round::started;
    }
  }
  return round;
}

void TargetRunner::start(Target& target) {
  ServiceCheck check{target.endpoint, m_credentials, m_redactor, std::nullopt, std::nullopt, target.only_address};
  if (target.endpoint.protocol == Protocol::smtp && m_options.sender) {
    check.check_sender = m_options.sender;
    check.check_recipient = m_options.recipient ? m_options.recipient : m_options.sender;
  }
  target.state = Target::State::running;
  m_network.start(std::move(check), [&target](ServiceFacts facts) {
    const bool keeps_former = target.facts && facts.local == LocalStop::cancelled;
    if (!keeps_former) {
      target.facts = std::move(facts);
    }
    target.state = Target::State::ended;
  });
}

void TargetRunner::run_network() {
  if (m_options.on_signal == OnSignal::end_check) {
    m_network.stop_on_signals();  // anew for each run: it holds while run() runs
  }
  m_network.run();
}

}  // namespace pecprobe
