// A password in a file, and which files are safe to take one from.
#pragma once

#include "probe/config/secret_source.hpp"
#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <string>

namespace pecprobe {

/// The bytes of the file. It is opened first and judged by its descriptor, so that it cannot change
/// in between: a symbolic link counts as the file it leads to.
[[nodiscard]] tl::expected<Secret, SecretError> read_secret_file(const std::string& path);

}  // namespace pecprobe
