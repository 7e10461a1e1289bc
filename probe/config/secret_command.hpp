// A password from the output of a command, such as that of a password store.
#pragma once

#include "probe/config/secret_source.hpp"
#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// How long a command may take to answer: long enough for a person to confirm on a token.
inline constexpr std::chrono::seconds k_secret_command_limit{60};

/// The words of a command that is started without a shell: see shell_words().
[[nodiscard]] tl::expected<std::vector<std::string>, SecretError> command_words(std::string_view command_line);

/// What the command writes on its standard output when it exits with 0. It is started without a
/// shell, in a process group of its own, with nothing open but /dev/null and its two outputs; past
/// `limit`, past `k_max_secret_input` bytes or on SIGINT, SIGTERM and SIGHUP the whole group is
/// killed. On failure `detail` has what it said on stderr, from which its standard output is
/// masked.
[[nodiscard]] tl::expected<Secret, SecretError> read_from_command(
    std::string_view command_line, std::chrono::milliseconds limit = k_secret_command_limit);

/// The same on a thread of a program that handles its signals itself: none is caught here, and the group is killed
/// when `stop` is asked for (`interrupted`).
[[nodiscard]] tl::expected<Secret, SecretError> read_from_command(
    std::string_view command_line, const std::stop_token& stop,
    std::chrono::milliseconds limit = k_secret_command_limit);

}  // namespace pecprobe
