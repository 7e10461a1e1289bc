// The life of one account within a run.
#include "probe/batch/batch_run.hpp"
#include "probe/batch/untried.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe {

namespace {

/// What is held back stands as a journal had it.
bool is_held_back(const BatchAccount& account, Endpoint endpoint) {
  endpoint.host = printable(endpoint.host);
  return std::find(account.held_back.begin(), account.held_back.end(), endpoint) != account.held_back.end();
}

}  // namespace

BatchRun::Accounts::iterator BatchRun::open(BatchAccount given) {
  Open account;
  account.group = batch_group(given.account);
  account.options = options_of(given);
  account.given = std::move(given);
  ++m_coming;
  note_idle(account.group, Change::one_more);
  m_observer.started(account.given.index);
  return m_open.emplace(m_next_account++, std::move(account)).first;
}

CheckOptions BatchRun::options_of(const BatchAccount& account) const {
  CheckOptions options = m_options.check;
  options.password = account.dates;
  options.better_hosts = account.better_hosts;
  options.provider = account.provider;
  options.warnings = account.warnings;
  options.retry_jitter = m_dice();
  switch (m_options.sender) {
    case SenderCheck::none: break;
    case SenderCheck::own_address: options.sender = account.account.address; break;
  }
  return options;
}

void BatchRun::read_password(std::size_t account) {
  ask_password(std::move(m_open.at(account).given.password),
               [this, account](PasswordReader::Password read) { password_came(account, std::move(read)); });
}

/// One that is known needs no thread.
void BatchRun::ask_password(AccountPassword password, PasswordReader::Done done) {
  if (auto* known = std::get_if<Secret>(&password)) {
    m_loop.post([done = std::move(done), secret = std::move(*known)] { done(secret); });
  } else {
    m_reader.ask(std::get<PasswordReader::Read>(std::move(password)), std::move(done));
  }
}

void BatchRun::password_came(std::size_t account, PasswordReader::Password password) {
  const auto found = m_open.find(account);
  if (found == m_open.end()) {
    return;  // cancelled meanwhile
  }
  const GroupStop* stopped = m_breaker.stop_of(found->second.group);
  if (!password && password.error().signal != 0) {
    stop(BatchOutcome::End::signalled, password.error().signal);  // which ends this account too
    return;
  }
  if (!password) {
    end_untried(found, password_failed_diagnosis(password.error()));
  } else if (stopped != nullptr) {
    end_untried(found, stopped_diagnosis(found->second.group, *stopped));
  } else {
    admit(found, *std::move(password));
  }
  go_on();
}

/// The account waits for its first session here, and with it goes to a worker.
void BatchRun::admit(Accounts::iterator account, Secret password) {
  Open& open = account->second;
  open.password = std::move(password);
  const auto job = std::make_shared<WorkerJob>(
      WorkerJob{account->first, open.given.account, Credentials{open.given.account.login, open.password}, open.options,
                remembered_refusals(open.given.account, open.password, open.options)});
  const auto first = first_asked(job->subject, job->remembered, job->options);
  if (!first) {
    give_to_worker(account->first, std::move(*job));
    return;
  }
  const Endpoint endpoint = job->subject.endpoints[*first];
  asked(account->first, endpoint, [this, job, endpoint](Admission admission) {
    job->first = FirstAnswer{endpoint, std::move(admission)};
    give_to_worker(job->account, std::move(*job));
  });
}

void BatchRun::give_to_worker(std::size_t account, WorkerJob job) {
  const auto least = std::min_element(m_workers.begin(), m_workers.end(),
                                      [](const auto& a, const auto& b) { return a->load() < b->load(); });
  m_open.at(account).worker = least->get();
  (*least)->check(std::move(job));
}

SessionKey BatchRun::key_of(const Open& account, const Endpoint& endpoint) const {
  return {{ascii_lower(endpoint.host), endpoint.protocol, account.group},
          account.given.account.login,
          provider_rate(account.given.provider, endpoint.protocol, m_options.budgets)};
}

void BatchRun::asked(std::size_t account, const Endpoint& endpoint, SessionGate::Answer answer) {
  Open& open = m_open.at(account);
  if (!std::exchange(open.has_asked, true)) {
    --m_coming;
  }
  if (m_is_stopping) {
    answer({Admission::Kind::cancel});
  } else if (const GroupStop* stopped = m_breaker.stop_of(open.group)) {
    answer(stopped_admission(open.group, *stopped));
  } else if (is_held_back(open.given, endpoint)) {
    answer(unanswered_admission());
  } else {
    m_queue.add({account, key_of(open, endpoint), std::move(answer)});
  }
  go_on();
}

void BatchRun::begin_session(const QueuedSession& session) {
  Open& open = m_open.at(session.account);
  if (open.first && !open.given.second->begins()) {
    session.answer({Admission::Kind::cancel});
    return;
  }
  m_gates.begin(session.key, m_clock.now());
  if (open.sessions++ == 0) {
    note_idle(open.group, Change::one_less);
  }
  if (!std::exchange(open.has_begun, true)) {
    ++m_crowds[open.group].begun;
  }
  session.answer({Admission::Kind::start});
}

void BatchRun::session_ended(std::size_t account, const Endpoint& endpoint, SessionEnd how) {
  Open& open = m_open.at(account);
  m_gates.end(key_of(open, endpoint), how, m_clock.now());
  if (--open.sessions == 0) {
    note_idle(open.group, Change::one_more);
  }
  go_on();
}

void BatchRun::account_ended(std::size_t account, AccountCheck::End end) {
  const auto found = m_open.find(account);
  Open& open = found->second;
  open.worker->account_was_told();
  if (open.options.memory != nullptr) {
    open.options.memory->settle(open.given.account, open.password, end.logins);
  }
  if (open.first) {
    conclude(found, std::move(end.result.services.front()));
  } else if (open.given.second) {
    go_on_with_second(found, std::move(end.result));
  } else {
    count(open.group, end.result);
    close(found, std::move(end.result));
  }
  go_on();
}

void BatchRun::count(const std::string& group, const AccountResult& result) {
  const auto stopped = m_breaker.count(group, account_sign(result));
  if (!stopped) {
    return;
  }
  m_observer.stopped(group, *stopped);
  for (const QueuedSession& session :
       m_queue.take_all([&](const QueuedSession& waiting) { return waiting.key.lane.group == group; })) {
    session.answer(stopped_admission(group, *stopped));
  }
}

void BatchRun::end_untried(Accounts::iterator account, const Diagnosis& diagnosis) {
  close(account, untried_account(account->second.given.account, account->second.options, diagnosis));
}

void BatchRun::close(Accounts::iterator account, AccountResult result) {
  const Open closed = std::move(account->second);
  m_open.erase(account);
  if (!closed.has_asked) {
    --m_coming;
  }
  if (closed.has_begun) {
    --m_crowds[closed.group].begun;
  }
  note_idle(closed.group, Change::one_less);
  ++m_outcome.accounts;
  const bool has_failed = result.verdict() == Verdict::fail;
  m_observer.ended(closed.given.index, std::move(result));
  if (has_failed && m_options.after_failure == AfterFailure::stop) {
    stop(BatchOutcome::End::failure, {});
  }
}

void BatchRun::note_idle(const std::string& group, Change change) {
  Crowd& crowd = m_crowds[group];
  switch (change) {
    case Change::one_more: ++crowd.idle; break;
    case Change::one_less: --crowd.idle; break;
  }
  if (crowd.idle >= m_gates.limits().per_host) {
    m_waiting_groups.insert(group);
  } else {
    m_waiting_groups.erase(group);
  }
  if (crowd.idle == 0 && crowd.begun == 0) {
    m_crowds.erase(group);
  }
}

}  // namespace pecprobe
