// Ways to keep a client from TLS, or to speak inside it with a stolen voice, as one list.
#pragma once

#include "probe/model/diagnosis.hpp"
#include "protocols/base/endpoint.hpp"

#include <chrono>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace pecprobe::test {

/// What one of the three servers does, and what a check that insists on STARTTLS must end in.
struct AttackedService {
  Protocol protocol;
  std::string statements;  // inside `imap { … }` and kin of pecmock's scenario language
  Code code;
};

struct StarttlsAttack {
  std::string name;
  std::vector<AttackedService> services;
  std::chrono::milliseconds limit = std::chrono::seconds{30};  // of each service

  [[nodiscard]] std::string scenario() const;
};
std::ostream& operator<<(std::ostream& out, const StarttlsAttack& attack);

[[nodiscard]] const std::vector<StarttlsAttack>& starttls_attacks();

}  // namespace pecprobe::test
