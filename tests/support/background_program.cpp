#include "tests/support/background_program.hpp"

#include "tests/support/wait_until.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

extern char** environ;  // NOLINT: POSIX

namespace pecprobe::test {

BackgroundProgram::BackgroundProgram(std::filesystem::path folder, std::vector<std::string> arguments)
    : m_folder(std::move(folder)) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) {
    argv.push_back(argument.data());
  }
  argv.push_back(nullptr);
  constexpr int k_flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, (m_folder / "out").c_str(), k_flags, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, (m_folder / "err").c_str(), k_flags, 0600);
  const int error = ::posix_spawn(&m_process, argv.front(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    m_process = -1;
    throw std::system_error(error, std::generic_category(), arguments.front());
  }
}

BackgroundProgram::~BackgroundProgram() {
  if (m_process > 0) {
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
  }
}

int BackgroundProgram::wait() {
  int status = 0;
  ::waitpid(std::exchange(m_process, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void BackgroundProgram::signal(int number) const { ::kill(m_process, number); }

std::string BackgroundProgram::out() const { return file_text(m_folder / "out"); }

std::string BackgroundProgram::err() const { return file_text(m_folder / "err"); }

std::string file_text(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string wait_for_file(const std::filesystem::path& file) {
  return wait_until([&] { return std::filesystem::exists(file); }) ? file_text(file) : std::string{};
}

}  // namespace pecprobe::test
