#include "probe/batch/worker.hpp"

#include <exception>
#include <utility>

namespace pecprobe {

/// Carries questions of one account to the run, and answers back.
class Worker::Gate final : public SessionGate {
 public:
  Gate(Worker& worker, std::size_t account, std::optional<FirstAnswer> first)
      : m_worker(worker), m_account(account), m_first(std::move(first)) {}

  void ask(const Endpoint& endpoint, Answer answer) override {
    if (m_first && m_first->endpoint == endpoint) {
      m_worker.m_network->post([answer = std::move(answer),
                                admission = std::exchange(m_first, std::nullopt)->admission] { answer(admission); });
      return;
    }
    auto carried = [&network = *m_worker.m_network, answer = std::move(answer)](Admission admission) {
      network.post([answer, admission = std::move(admission)] { answer(admission); });
    };
    m_worker.tell([&events = m_worker.m_events, account = m_account, endpoint, carried = std::move(carried)] {
      events.asked(account, endpoint, carried);
    });
  }

  void ended(const Endpoint& endpoint, const ServiceFacts& facts) override { tell_end(endpoint, session_end(facts)); }

  /// The check has ended: a session that was let in before it was asked for, and never was, is given back.
  void close() {
    if (m_first && m_first->admission.kind == Admission::Kind::start) {
      tell_end(m_first->endpoint, SessionEnd::other);
    }
  }

 private:
  void tell_end(const Endpoint& endpoint, SessionEnd how) {
    m_worker.tell([&events = m_worker.m_events, account = m_account, endpoint, how] {
      events.session_ended(account, endpoint, how);
    });
  }

  Worker& m_worker;
  std::size_t m_account;
  std::optional<FirstAnswer> m_first;
};

Worker::Worker(std::unique_ptr<Network> network, Network& run, WorkerEvents& events)
    : m_network(std::move(network)), m_run(run), m_events(events), m_hold(m_network->keep_running()), m_thread([this] {
        serve();
      }) {}

Worker::~Worker() {
  stop(Duration::zero());
  m_hold.reset();
  m_thread.join();
}

void Worker::serve() {
  try {
    m_network->run();
  } catch (...) {
    m_run.post([fault = std::current_exception()] { std::rethrow_exception(fault); });
  }
}

void Worker::check(WorkerJob job) {
  ++m_load;
  const auto carried = std::make_shared<WorkerJob>(std::move(job));
  m_network->post([this, carried] { begin(*carried); });
}

void Worker::begin(WorkerJob& job) {
  const std::size_t account = job.account;
  Running& running = m_running[account];
  running.gate = std::make_unique<Gate>(*this, account, std::move(job.first));
  running.check = std::make_unique<AccountCheck>(*m_network, std::move(job.subject), std::move(job.credentials),
                                                 std::move(job.options), running.gate.get());
  AccountCheck& check = *running.check;
  if (m_is_stopping) {
    check.stop();
  }
  check.start(job.remembered, [this, account](AccountCheck::End ended) { end(account, std::move(ended)); });
}

void Worker::end(std::size_t account, AccountCheck::End end) {
  m_running.at(account).gate->close();
  const auto carried = std::make_shared<AccountCheck::End>(std::move(end));
  tell([&events = m_events, account, carried] { events.account_ended(account, std::move(*carried)); });
  m_network->post([this, account] { m_running.erase(account); });  // its check is running this very function
}

void Worker::tell(std::function<void()> event) {
  m_news.push_back(std::move(event));
  if (m_news.size() == 1) {
    m_network->post([this] { tell_all(); });
  }
}

void Worker::tell_all() {
  m_run.post([news = std::exchange(m_news, {})] {
    for (const auto& event : news) {
      event();
    }
  });
}

void Worker::stop(Duration grace) {
  m_network->post([this, grace] {
    m_is_stopping = true;
    for (const auto& [account, running] : m_running) {
      running.check->stop();
    }
    m_network->cancel_all(grace);
  });
}

}  // namespace pecprobe
