// Questions to the person at the terminal.
#pragma once

#include "probe/config/file_descriptor.hpp"
#include "probe/config/secret_source.hpp"
#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace pecprobe {

/// Asks for one line. An end of input is SecretProblem::empty, a signal SecretProblem::interrupted.
class Prompter {
 public:
  Prompter() = default;
  Prompter(const Prompter&) = delete;
  Prompter& operator=(const Prompter&) = delete;
  virtual ~Prompter() = default;

  [[nodiscard]] virtual tl::expected<std::string, SecretError> ask(std::string_view question) = 0;
  /// Without echo; by the rules of read_password().
  [[nodiscard]] virtual tl::expected<Secret, SecretError> ask_secret(std::string_view question) = 0;
};

/// /dev/tty. Whatever ends a question, SIGINT, SIGTERM, SIGHUP, SIGQUIT and SIGTSTP included, the
/// echo is as it was before; after a stop and SIGCONT the question is asked again.
class Terminal final : public Prompter {
 public:
  /// Null when there is nobody to ask: standard input is not a terminal, or /dev/tty cannot be
  /// opened.
  [[nodiscard]] static std::unique_ptr<Terminal> open();

  [[nodiscard]] tl::expected<std::string, SecretError> ask(std::string_view question) override;
  [[nodiscard]] tl::expected<Secret, SecretError> ask_secret(std::string_view question) override;

 private:
  enum class Echo { on, off };

  explicit Terminal(FileDescriptor device) : m_device(std::move(device)) {}
  tl::expected<Secret, SecretError> ask_line(std::string_view question, Echo echo);
  tl::expected<Secret, SecretError> ask_once(std::string_view question, Echo echo);

  FileDescriptor m_device;
};

}  // namespace pecprobe
