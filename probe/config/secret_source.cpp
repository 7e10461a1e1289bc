#include "probe/config/secret_source.hpp"

#include "probe/config/secret_command.hpp"
#include "probe/config/secret_file.hpp"
#include "probe/config/secret_reading.hpp"

#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace pecprobe {

namespace {

/// Wiped in place too: /proc/PID/environ shows these very bytes to other processes of the user.
tl::expected<Secret, SecretError> take_variable(const std::string& name) {
  char* value = std::getenv(name.c_str());
  if (value == nullptr) {
    return tl::unexpected(SecretError{SecretProblem::variable_not_set, {}});
  }
  Secret bytes{value};
  wipe(value, std::strlen(value));
  ::unsetenv(name.c_str());
  return bytes;
}

tl::expected<Secret, SecretError> read_source(const SecretSource& source) {
  switch (source.origin) {
    case SecretOrigin::standard_input: return read_all(STDIN_FILENO);
    case SecretOrigin::file: return read_secret_file(source.where);
    case SecretOrigin::environment: return take_variable(source.where);
    case SecretOrigin::command: return read_from_command(source.where);
  }
  return Secret{};
}

}  // namespace

std::string_view to_string(SecretProblem problem) noexcept {
  switch (problem) {
    case SecretProblem::empty: return "empty";
    case SecretProblem::several_lines: return "several lines";
    case SecretProblem::not_two_lines: return "not two lines";
    case SecretProblem::forbidden_byte: return "a CR or NUL in it";
    case SecretProblem::too_long: return "too long";
    case SecretProblem::cannot_open: return "cannot be opened";
    case SecretProblem::not_a_regular_file: return "not a regular file";
    case SecretProblem::foreign_owner: return "belongs to another user";
    case SecretProblem::writable_by_others: return "others can write it";
    case SecretProblem::readable_by_others: return "others can read it";
    case SecretProblem::cannot_read: return "cannot be read";
    case SecretProblem::variable_not_set: return "variable not set";
    case SecretProblem::command_malformed: return "command malformed";
    case SecretProblem::command_needs_shell: return "command needs a shell";
    case SecretProblem::command_not_started: return "command not started";
    case SecretProblem::command_failed: return "command failed";
    case SecretProblem::command_timed_out: return "command timed out";
    case SecretProblem::interrupted: return "interrupted";
  }
  return {};
}

tl::expected<Secret, SecretError> read_password(const SecretSource& source) {
  return read_source(source).and_then(only_line);
}

tl::expected<Secret, SecretError> read_password(const SecretSource& source, const std::stop_token& stop) {
  const bool is_command = source.origin == SecretOrigin::command;
  return (is_command ? read_from_command(source.where, stop) : read_source(source)).and_then(only_line);
}

tl::expected<TwoPasswords, SecretError> read_two_passwords() { return read_all(STDIN_FILENO).and_then(two_lines); }

}  // namespace pecprobe
