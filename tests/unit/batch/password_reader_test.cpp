#include "probe/batch/password_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <stdexcept>
#include <thread>

namespace pecprobe {
namespace {

class Passwords : public testing::Test {
 protected:
  /// Runs the network until so many passwords have come.
  void await(int count) {
    m_awaited = count;
    m_hold = m_network->keep_running();
    if (came.size() >= static_cast<std::size_t>(count)) {
      m_hold.reset();
    }
    m_network->run();
  }
  PasswordReader::Done noting() {
    return [this](PasswordReader::Password password) {
      came.push_back(password ? std::string(password->reveal()) : std::string(to_string(password.error().problem)));
      thread_of_done = std::this_thread::get_id();
      if (came.size() == static_cast<std::size_t>(m_awaited)) {
        m_hold.reset();
      }
    };
  }

  std::unique_ptr<Network> m_network = *Network::create({});
  std::optional<PasswordReader> reader{*m_network};
  std::vector<std::string> came;
  std::thread::id thread_of_done;

 private:
  int m_awaited = 0;
  Hold m_hold;
};

TEST_F(Passwords, AreReadElsewhereAndComeFromTheNetworkInTheirOrder) {
  std::thread::id thread_of_reading;
  for (const char* password : {"first", "second", "third"}) {
    reader->ask(
        [&thread_of_reading, password] {
          thread_of_reading = std::this_thread::get_id();
          return Secret{password};
        },
        noting());
  }
  await(3);
  EXPECT_THAT(came, testing::ElementsAre("first", "second", "third"));
  EXPECT_EQ(thread_of_done, std::this_thread::get_id());
  EXPECT_NE(thread_of_reading, thread_of_done);
}

TEST_F(Passwords, ThatCannotBeHadSayWhy) {
  reader->ask([] { return tl::unexpected(SecretError{SecretProblem::command_failed, "exit 1"}); }, noting());
  reader->ask([]() -> PasswordReader::Password { throw std::runtime_error("out of luck"); }, noting());
  await(2);
  EXPECT_THAT(came, testing::ElementsAre("command failed", "cannot be read"));
}

TEST_F(Passwords, ThatWaitCanBeForgotten) {
  std::promise<void> reading;
  std::promise<void> go_on;
  reader->ask(
      [&] {
        reading.set_value();
        go_on.get_future().wait();
        return Secret{"first"};
      },
      noting());
  reader->ask([] { return Secret{"second"}; }, noting());
  reading.get_future().wait();
  reader->forget_waiting();
  reader->ask([] { return Secret{"third"}; }, noting());
  go_on.set_value();
  await(2);
  EXPECT_THAT(came, testing::ElementsAre("first", "third"));
}

TEST_F(Passwords, ThatWaitAreNotReadOnceTheReaderGoes) {
  std::promise<void> reading;
  std::promise<void> forgotten;
  bool was_read = false;
  reader->ask(
      [&] {
        reading.set_value();
        forgotten.get_future().wait();
        return Secret{"first"};
      },
      noting());
  reader->ask(
      [&was_read, goes_with_it = std::shared_ptr<void>(nullptr, [&](void*) { forgotten.set_value(); })] {
        was_read = true;
        return Secret{"second"};
      },
      noting());
  reading.get_future().wait();
  reader.reset();
  EXPECT_FALSE(was_read);
}

}  // namespace
}  // namespace pecprobe
