#include "probe/engine/targets.hpp"

#include "probe/engine/turns.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace pecprobe {

namespace {

bool is_pending(const Target& target) noexcept { return target.state == Target::State::pending; }
bool is_running(const Target& target) noexcept { return target.state == Target::State::running; }

void cancel_if_pending(Target& target) {
  if (!is_pending(target)) {
    return;
  }
  if (!target.facts) {
    target.facts.emplace();
    target.facts->endpoint = target.endpoint;
    target.facts->local = LocalStop::cancelled;
    target.facts->dialogue.stop = Stop::cancelled;
  }
  target.state = Target::State::ended;
}

}  // namespace

TargetRunner::TargetRunner(Network& network, const Account& account, const Credentials& credentials,
                           const CheckOptions& options)
    : m_network(network),
      m_account(account),
      m_credentials(credentials),
      m_options(options),
      m_redactor(credentials.password, credentials.login) {}

std::vector<Target> TargetRunner::plan(const std::vector<std::optional<RememberedRefusal>>& remembered) {
  std::vector<Target> targets;
  for (std::size_t i = 0; i < m_account.endpoints.size(); ++i) {
    Target target;
    target.endpoint = m_account.endpoints[i];
    target.service = i;
    if (remembered[i]) {
      target.state = Target::State::remembered;
      target.remembered = remembered[i];
    }
    targets.push_back(std::move(target));
  }
  if (m_options.addresses == AddressPlan::each_one) {
    add_addresses(targets);
  }
  return targets;
}

void TargetRunner::add_addresses(std::vector<Target>& targets) {
  std::vector<ResolveFacts> found(targets.size());
  if (std::none_of(targets.begin(), targets.end(), is_pending)) {
    return;
  }
  for (const Target& target : targets) {
    if (!is_pending(target)) {
      continue;
    }
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
  start_those_whose_turn_it_is(targets);
  if (std::none_of(targets.begin(), targets.end(), is_running)) {
    return;  // the network would wait for a signal alone
  }
  run_network();
  if (std::any_of(targets.begin(), targets.end(), is_running)) {
    throw std::logic_error("the network stopped before every check had ended");
  }
}

void TargetRunner::start_those_whose_turn_it_is(std::vector<Target>& targets) {
  if (m_network.signal()) {
    for (Target& target : targets) {
      cancel_if_pending(target);
    }
    return;
  }
  while (const auto turn = next_turn(targets, m_options.after_two_refusals)) {
    Target& target = targets[turn->target];
    switch (turn->move) {
      case Turn::Move::start: start(target, targets); break;
      case Turn::Move::skip:
        target.state = Target::State::skipped;
        target.skip_reason = turn->reason;
        break;
    }
  }
}

void TargetRunner::start(Target& target, std::vector<Target>& targets) {
  ServiceCheck check{target.endpoint, m_credentials, m_redactor, std::nullopt, std::nullopt, target.only_address};
  if (target.endpoint.protocol == Protocol::smtp && m_options.sender) {
    check.check_sender = m_options.sender;
    check.check_recipient = m_options.recipient ? m_options.recipient : m_options.sender;
  }
  target.state = Target::State::running;
  m_network.start(std::move(check), [this, &target, &targets](ServiceFacts facts) {
    const bool keeps_former = target.facts && facts.local == LocalStop::cancelled;
    if (!keeps_former) {
      target.facts = std::move(facts);
    }
    target.state = Target::State::ended;
    start_those_whose_turn_it_is(targets);
  });
}

void TargetRunner::run_network() {
  if (m_options.on_signal == OnSignal::end_check) {
    m_network.stop_on_signals();  // anew for each run: it holds while run() runs
  }
  m_network.run();
}

}  // namespace pecprobe
