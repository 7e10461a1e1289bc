// A password in a file, and which files are safe to take one from.
#pragma once

#include "probe/config/secret_source.hpp"
#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>

namespace pecprobe {

/// Why no password is taken from the opened file, if so: see read_password(). `path` is the name under which it was
/// opened.
[[nodiscard]] std::optional<SecretError> unsafe_secret_file(int descriptor, const std::string& path);

/// The bytes of the file. It is opened first and judged by its descriptor, so that it cannot change
/// in between: a symbolic link counts as the file it leads to.
[[nodiscard]] tl::expected<Secret, SecretError> read_secret_file(const std::string& path);

}  // namespace pecprobe
