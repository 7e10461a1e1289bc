#include "probe/batch/password_reader.hpp"

#include <exception>
#include <memory>
#include <utility>

namespace pecprobe {

namespace {

PasswordReader::Password read_safely(const PasswordReader::Read& read) {
  try {
    return read();
  } catch (const std::exception& error) {
    return tl::unexpected(SecretError{SecretProblem::cannot_read, error.what()});
  }
}

}  // namespace

PasswordReader::PasswordReader(Network& network) : m_network(network), m_thread([this] { work(); }) {}

PasswordReader::~PasswordReader() {
  {
    const std::lock_guard lock(m_mutex);
    m_is_ending = true;
    m_questions.clear();
  }
  m_changed.notify_one();
  m_thread.join();
}

void PasswordReader::ask(Read read, Done done) {
  {
    const std::lock_guard lock(m_mutex);
    m_questions.push_back({std::move(read), std::move(done)});
  }
  m_changed.notify_one();
}

void PasswordReader::forget_waiting() {
  const std::lock_guard lock(m_mutex);
  m_questions.clear();
}

void PasswordReader::work() {
  std::unique_lock lock(m_mutex);
  while (true) {
    m_changed.wait(lock, [this] { return m_is_ending || !m_questions.empty(); });
    if (m_is_ending) {
      return;
    }
    Question question = std::move(m_questions.front());
    m_questions.pop_front();
    lock.unlock();
    const auto password = std::make_shared<Password>(read_safely(question.read));
    m_network.post([password, done = std::move(question.done)] { done(std::move(*password)); });
    lock.lock();
  }
}

}  // namespace pecprobe
