// The server's side of whole conversations, written down: what dialogues are measured with.
#pragma once

#include "protocols/base/endpoint.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace pecprobe::bench {

/// How much a server has to say where it lists what it can do, or what lies in the mailbox.
enum class Length {
  usual,   // as Dovecot and Postfix do
  longest  // nearly as much as a dialogue reads
};

/// The bytes after each flight of the client, the greeting first; they end in an accepted login (PLAIN) and an opened
/// mailbox.
[[nodiscard]] std::vector<std::string> canned_answers(Protocol protocol, Length length);

[[nodiscard]] std::size_t size_of(const std::vector<std::string>& answers);

}  // namespace pecprobe::bench
