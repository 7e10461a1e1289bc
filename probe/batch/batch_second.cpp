// The second password of an account within a run: asked about at one service, with the limits of all others.
#include "probe/batch/batch_run.hpp"
#include "probe/batch/untried.hpp"

#include <utility>

namespace pecprobe {

ServiceResult BatchRun::untried_service(const Open& account, const Diagnosis& diagnosis) {
  ServiceResult result;
  result.facts.endpoint = account.first->services.at(account.asked_service).facts.endpoint;
  result.diagnosis = diagnosis;
  return result;
}

void BatchRun::go_on_with_second(Accounts::iterator account, AccountResult first) {
  const auto service = account->second.given.second->service(first);
  account->second.first = std::move(first);
  if (!service) {
    conclude(account, std::nullopt);
    return;
  }
  account->second.asked_service = *service;
  account->second.worker = nullptr;
  if (m_is_stopping) {
    conclude(account, untried_service(account->second, cancelled_diagnosis()));
  } else {
    read_second_password(account);
  }
}

/// Under another number, since the worker may still be putting the first check away.
void BatchRun::read_second_password(Accounts::iterator account) {
  auto moved = m_open.extract(account);
  moved.key() = m_next_account++;
  const auto now = m_open.insert(std::move(moved)).position;
  ask_password(
      std::move(now->second.given.second->password),
      [this, number = now->first](PasswordReader::Password read) { second_password_came(number, std::move(read)); });
}

void BatchRun::second_password_came(std::size_t account, PasswordReader::Password password) {
  const auto found = m_open.find(account);
  if (found == m_open.end()) {
    return;  // cancelled meanwhile
  }
  Open& open = found->second;
  const GroupStop* stopped = m_breaker.stop_of(open.group);
  if (!password && password.error().signal != 0) {
    stop(BatchOutcome::End::signalled, password.error().signal);  // which ends this account too
    return;
  }
  if (!password) {
    conclude(found, untried_service(open, password_failed_diagnosis(password.error())));
  } else if (*password == open.password) {
    conclude(found, untried_service(open, same_password_diagnosis()));
  } else if (stopped != nullptr) {
    conclude(found, untried_service(open, stopped_diagnosis(open.group, *stopped)));
  } else {
    try_second_password(found, *std::move(password));
  }
  go_on();
}

void BatchRun::try_second_password(Accounts::iterator account, Secret password) {
  Open& open = account->second;
  open.given.account.endpoints = {open.first->services.at(open.asked_service).facts.endpoint};
  open.options.password = {};  // the dates are not this password's
  admit(account, std::move(password));
}

void BatchRun::conclude(Accounts::iterator account, std::optional<ServiceResult> second) {
  Open& open = account->second;
  AccountResult result = open.given.second->conclude(*std::move(open.first), std::move(second));
  count(open.group, result);
  close(account, std::move(result));
}

}  // namespace pecprobe
