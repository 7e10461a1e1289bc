#include "probe/engine/targets.hpp"

#include "probe/engine/turns.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace pecprobe {

namespace {

bool is_pending(const Target& target) noexcept { return target.state == Target::State::pending; }
bool is_running(const Target& target) noexcept { return target.state == Target::State::running; }

/// What nobody has tried yet, at one of its addresses.
Target at_address(const Target& untried, const std::string& address) {
  Target target;
  target.endpoint = untried.endpoint;
  target.service = untried.service;
  target.only_address = address;
  target.state = untried.state;
  target.remembered = untried.remembered;
  return target;
}

void cancel_if_pending(Target& target) {
  if (!is_pending(target)) {
    return;
  }
  if (!target.facts) {
    target.facts = std::make_unique<ServiceFacts>();
    target.facts->endpoint = target.endpoint;
    target.facts->local = LocalStop::cancelled;
    target.facts->dialogue.stop = Stop::cancelled;
  }
  target.state = Target::State::ended;
}

}  // namespace

std::vector<Target> targets_of(const std::vector<Endpoint>& endpoints,
                               const std::vector<std::optional<RememberedRefusal>>& remembered) {
  std::vector<Target> targets;
  targets.reserve(endpoints.size());
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    Target& target = targets.emplace_back();
    target.endpoint = endpoints[i];
    target.service = i;
    if (remembered[i]) {
      target.state = Target::State::remembered;
      target.remembered = remembered[i];
    }
  }
  return targets;
}

TargetRunner::TargetRunner(Network& network, const Account& account, const Credentials& credentials,
                           const CheckOptions& options, SessionGate* gate)
    : m_network(network),
      m_account(account),
      m_credentials(credentials),
      m_options(options),
      m_gate(gate),
      m_redactor(credentials.password, credentials.login) {}

void TargetRunner::plan(const std::vector<std::optional<RememberedRefusal>>& remembered,
                        std::function<void()> planned) {
  m_targets = targets_of(m_account.endpoints, remembered);
  if (m_options.addresses == AddressPlan::each_one && std::any_of(m_targets.begin(), m_targets.end(), is_pending)) {
    look_addresses_up(std::move(planned));
  } else {
    planned();
  }
}

void TargetRunner::look_addresses_up(std::function<void()> planned) {
  struct LookUps {
    std::vector<ResolveFacts> found;
    std::ptrdiff_t missing = 0;
    std::function<void()> planned;
  };
  const auto all = std::make_shared<LookUps>();
  all->found.resize(m_targets.size());
  all->missing = std::count_if(m_targets.begin(), m_targets.end(), is_pending);
  all->planned = std::move(planned);
  for (std::size_t i = 0; i < m_targets.size(); ++i) {
    if (is_pending(m_targets[i])) {
      m_network.resolve(m_targets[i].endpoint.host, m_targets[i].endpoint.port, [this, all, i](ResolveFacts answer) {
        all->found[i] = std::move(answer);
        if (--all->missing == 0) {
          add_addresses(all->found);
          all->planned();
        }
      });
    }
  }
}

void TargetRunner::add_addresses(const std::vector<ResolveFacts>& found) {
  std::vector<Target> with_addresses;
  for (std::size_t i = 0; i < m_targets.size(); ++i) {
    if (found[i].outcome != ResolveOutcome::found || found[i].addresses.empty()) {
      with_addresses.push_back(std::move(m_targets[i]));
      continue;
    }
    for (const std::string& address : found[i].addresses) {
      with_addresses.push_back(at_address(m_targets[i], address));
    }
  }
  m_targets = std::move(with_addresses);
}

void TargetRunner::run(std::function<void()> ended) {
  m_ended = std::move(ended);
  go_on();
}

void TargetRunner::go_on() {
  start_those_whose_turn_it_is();
  if (std::none_of(m_targets.begin(), m_targets.end(), is_running)) {
    const auto ended = std::move(m_ended);
    ended();
  }
}

void TargetRunner::start_those_whose_turn_it_is() {
  if (is_stopping()) {
    std::for_each(m_targets.begin(), m_targets.end(), cancel_if_pending);
    return;
  }
  while (const auto turn = next_turn(m_targets, m_options.after_two_refusals)) {
    Target& target = m_targets[turn->target];
    switch (turn->move) {
      case Turn::Move::start: ask(target); break;
      case Turn::Move::skip:
        target.state = Target::State::skipped;
        target.skip_reason = turn->reason;
        break;
    }
  }
}

void TargetRunner::ask(Target& target) {
  target.state = Target::State::running;
  if (m_gate == nullptr) {
    start(target);
    return;
  }
  m_gate->ask(target.endpoint, [this, &target](Admission admission) {
    if (admission.kind == Admission::Kind::start) {
      start(target);
    } else {
      turn_away(target, std::move(admission));
    }
  });
}

void TargetRunner::start(Target& target) {
  ServiceCheck check{target.endpoint, m_credentials, m_redactor, std::nullopt, std::nullopt, target.only_address};
  if (target.endpoint.protocol == Protocol::smtp && m_options.sender) {
    check.check_sender = m_options.sender;
    check.check_recipient = m_options.recipient ? m_options.recipient : m_options.sender;
  }
  check.on_step = m_options.on_step;
  check.recording = m_options.recording;
  m_network.start(std::move(check), [this, &target](ServiceFacts facts) {
    if (m_gate != nullptr) {
      m_gate->ended(target.endpoint, facts);
    }
    end(target, std::move(facts));
  });
}

void TargetRunner::end(Target& target, ServiceFacts facts) {
  const bool keeps_former = target.facts && facts.local == LocalStop::cancelled;
  if (!keeps_former) {
    target.facts = std::make_unique<ServiceFacts>(std::move(facts));
  }
  target.state = Target::State::ended;
  go_on();
}

void TargetRunner::turn_away(Target& target, Admission admission) {
  if (admission.kind == Admission::Kind::cancel) {
    target.state = Target::State::pending;
    stop();
  } else {
    target.state = Target::State::skipped;
    target.skip_reason = Target::SkipReason::not_admitted;
    target.admission = std::move(admission);
  }
  go_on();
}

}  // namespace pecprobe
