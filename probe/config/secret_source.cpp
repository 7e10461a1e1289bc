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

tl::expected<Secret, SecretError> read_password(const SecretSource& source) {
  return read_source(source).and_then(only_line);
}

}  // namespace pecprobe
