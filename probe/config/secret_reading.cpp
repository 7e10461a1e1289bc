#include "probe/config/secret_reading.hpp"

#include "protocols/wire/limits.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace pecprobe {

SecretError system_failure(SecretProblem problem) { return {problem, std::generic_category().message(errno)}; }

tl::expected<Secret, SecretError> read_all(int descriptor) {
  Secret bytes;
  std::array<char, 4096> piece{};
  while (true) {
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return tl::unexpected(system_failure(SecretProblem::cannot_read));
    }
    if (count == 0) {
      return bytes;
    }
    bytes.append({piece.data(), static_cast<std::size_t>(count)});
    wipe(piece.data(), piece.size());
    if (bytes.size() > k_max_secret_input) {
      return tl::unexpected(SecretError{SecretProblem::too_long, {}});
    }
  }
}

tl::expected<Secret, SecretError> only_line(const Secret& bytes) {
  const auto refuse = [](SecretProblem problem) { return tl::unexpected(SecretError{problem, {}}); };
  std::string_view line = bytes.reveal();
  if (line.ends_with('\n')) {
    line.remove_suffix(line.ends_with("\r\n") ? 2 : 1);
  }
  if (line.empty()) {
    return refuse(SecretProblem::empty);
  }
  if (line.find('\n') != std::string_view::npos) {
    return refuse(SecretProblem::several_lines);
  }
  if (line.find('\r') != std::string_view::npos || line.find('\0') != std::string_view::npos) {
    return refuse(SecretProblem::forbidden_byte);
  }
  if (line.size() > k_max_credential) {
    return refuse(SecretProblem::too_long);
  }
  return Secret{line};
}

tl::expected<TwoPasswords, SecretError> two_lines(const Secret& bytes) {
  const std::string_view all = bytes.reveal();
  const auto end = all.find('\n');
  if (end == std::string_view::npos || end + 1 == all.size()) {
    return tl::unexpected(SecretError{SecretProblem::not_two_lines, {}});
  }
  auto first = only_line(Secret{all.substr(0, end + 1)});
  if (!first) {
    return tl::unexpected(first.error());
  }
  auto second = only_line(Secret{all.substr(end + 1)});
  if (!second) {
    const bool has_more = second.error().problem == SecretProblem::several_lines;
    return tl::unexpected(has_more ? SecretError{SecretProblem::not_two_lines, {}} : second.error());
  }
  return TwoPasswords{*std::move(first), *std::move(second)};
}

}  // namespace pecprobe
