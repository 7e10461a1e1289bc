// A network that answers checks from a script, in the order in which they were started.
#pragma once

#include "probe/engine/check.hpp"
#include "protocols/net/network.hpp"

#include <gmock/gmock.h>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace pecprobe::test {

/// What a check was started with, as far as tests look at it.
struct StartedCheck {
  Protocol protocol;
  std::string address;  // only_address, or empty
  std::string sender;
  std::string recipient;

  bool operator==(const StartedCheck&) const = default;
};

/// Calls of the interface are mocked, so that a test can count or order them; what they do by
/// default follows a script.
class ScriptedNetwork : public Network {
 public:
  ScriptedNetwork() {
    ON_CALL(*this, start).WillByDefault([this](ServiceCheck check, Done done) { play_start(check, std::move(done)); });
    ON_CALL(*this, resolve).WillByDefault([this](const std::string& host, std::uint16_t, auto done) {
      m_running.emplace_back([facts = hosts[host], done = std::move(done)] { done(facts); });
    });
    ON_CALL(*this, post).WillByDefault([this](auto act) { m_running.push_back(std::move(act)); });
    ON_CALL(*this, after).WillByDefault([this](Duration delay, auto act) {
      waits.push_back(delay);
      const auto hold = std::make_shared<std::function<void()>>(std::move(act));
      m_timers.emplace(now + delay, hold);
      return hold;
    });
    ON_CALL(*this, run).WillByDefault([this] { play(); });
    ON_CALL(*this, signal).WillByDefault([this] { return came; });
  }

  MOCK_METHOD(void, start, (ServiceCheck check, Done done), (override));
  MOCK_METHOD(void, resolve, (const std::string& host, std::uint16_t port, std::function<void(ResolveFacts)> done),
              (override));
  MOCK_METHOD(Hold, after, (Duration delay, std::function<void()> act), (override));
  MOCK_METHOD(void, post, (std::function<void()> act), (override));
  MOCK_METHOD(Hold, keep_running, (), (override));
  MOCK_METHOD(void, run, (), (override));
  MOCK_METHOD(void, cancel_all, (Duration grace), (override));
  MOCK_METHOD(void, on_signal, (std::function<void()> react), (override));
  MOCK_METHOD(std::optional<int>, signal, (), (const, noexcept, override));

  /// The ends of the checks of one protocol, in the order of its starts; the last one stands for
  /// all that follow.
  std::map<Protocol, std::deque<ServiceFacts>> ends;
  std::map<std::string, ResolveFacts> hosts;
  std::optional<int> came;      // the signal
  std::vector<Duration> waits;  // asked for
  Duration now{};               // goes on to the next timer when nothing else is left to do
  /// What happened to checks, in order: "imap starts", "imap 192.0.2.1 ends".
  std::vector<std::string> events;

  [[nodiscard]] const std::vector<StartedCheck>& started() const { return m_started; }

 private:
  void play_start(const ServiceCheck& check, Done done) {
    const std::string address = check.only_address.value_or("");
    m_started.push_back(
        {check.endpoint.protocol, address, check.check_sender.value_or(""), check.check_recipient.value_or("")});
    const std::string name = std::string(to_string(check.endpoint.protocol)) + (address.empty() ? "" : " ") + address;
    events.push_back(name + " starts");
    std::deque<ServiceFacts>& script = ends[check.endpoint.protocol];
    ServiceFacts facts = script.empty() ? ServiceFacts{} : script.front();
    if (script.size() > 1) {
      script.pop_front();
    }
    facts.endpoint = check.endpoint;
    m_running.emplace_back([this, name, facts = std::move(facts), done = std::move(done)] {
      events.push_back(name + " ends");
      done(facts);
    });
  }

  void play() {
    while (!m_running.empty() || !m_timers.empty()) {
      std::function<void()> next;
      if (m_running.empty()) {
        const auto timer = m_timers.extract(m_timers.begin());
        const auto act = timer.mapped().lock();
        if (!act) {
          continue;  // nobody waits for it any more
        }
        now = timer.key();
        next = *act;
      } else {
        next = std::move(m_running.front());
        m_running.pop_front();
      }
      next();
    }
  }

  std::deque<std::function<void()>> m_running;
  std::multimap<Duration, std::weak_ptr<std::function<void()>>> m_timers;
  std::vector<StartedCheck> m_started;
};

/// The ends that a check can come to.
inline ServiceFacts accepted() {
  ServiceFacts facts;
  facts.connect.address = "192.0.2.1";
  facts.connect.attempts = {{"192.0.2.1", ConnectOutcome::connected, 0, {}, {}}};
  facts.dialogue.auth.attempted = true;
  facts.dialogue.auth.accepted = true;
  facts.dialogue.stop = Stop::none;
  facts.dialogue.farewell_answered = true;
  return facts;
}

inline ServiceFacts with_login_answer(ReplyStatus status, std::string keyword, int code, std::string text) {
  ServiceFacts facts = accepted();
  facts.dialogue.auth.accepted = false;
  facts.dialogue.stop = Stop::auth_refused;
  facts.dialogue.stopped_at = Step::authenticate;
  Reply reply;
  reply.status = status;
  reply.keyword = std::move(keyword);
  reply.code = code;
  reply.text = text;
  reply.lines = {std::move(text)};
  facts.dialogue.auth.reply = reply;
  return facts;
}

inline ServiceFacts refused() { return with_login_answer(ReplyStatus::negative, "NO", 0, "a1 NO credentials refused"); }

inline ServiceFacts busy_at_login() {
  return with_login_answer(ReplyStatus::temporary, "454", 454, "454 4.7.0 Temporary authentication failure");
}

/// The login is turned down although the password is right.
inline ServiceFacts over_quota_at_login() {
  ServiceFacts facts = with_login_answer(ReplyStatus::negative, "NO", 0, "a1 NO [OVERQUOTA] mailbox is full");
  facts.dialogue.auth.reply->response_code = "OVERQUOTA";
  return facts;
}

inline ServiceFacts connection_refused() {
  ServiceFacts facts;
  facts.connect.attempts = {{"192.0.2.1", ConnectOutcome::refused, 111, "Connection refused", {}}};
  facts.dialogue.stop = Stop::closed;
  return facts;
}

inline ServiceFacts lost_during_login() {
  ServiceFacts facts = accepted();
  facts.dialogue.auth.accepted = false;
  facts.dialogue.stop = Stop::closed;
  facts.dialogue.stopped_at = Step::authenticate;
  return facts;
}

inline ServiceFacts cancelled() {
  ServiceFacts facts;
  facts.local = LocalStop::cancelled;
  facts.dialogue.stop = Stop::cancelled;
  return facts;
}

inline Account account_with(std::vector<Protocol> protocols) {
  Account account;
  account.address = "ditta@pec.example";
  account.login = "ditta@pec.example";
  for (const Protocol protocol : protocols) {
    account.endpoints.push_back({protocol, std::string(to_string(protocol)) + ".pec.example",
                                 default_port(protocol, TlsMode::implicit), TlsMode::implicit});
  }
  return account;
}

inline Credentials credentials(std::string_view password = "app-password-1") {
  return {"ditta@pec.example", Secret{password}};
}

inline std::vector<Code> codes_of(const AccountResult& result) {
  std::vector<Code> codes;
  for (const ServiceResult& service : result.services) {
    codes.push_back(service.diagnosis.code);
  }
  return codes;
}

}  // namespace pecprobe::test
