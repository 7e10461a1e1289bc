// Why there is no network to test with.
#pragma once

#include <string>

namespace pecprobe {

enum class NetworkProblem {
  library_failed,
  no_system_store,  // this computer's certificates were not found
  file_unreadable,
  file_not_regular,
  file_too_large,
  no_certificate_in_file,
  no_revocation_list_in_file,
};

struct NetworkError {
  NetworkProblem problem = NetworkProblem::library_failed;
  std::string file;    // as it was named; empty where there is none
  std::string detail;  // the system's or the library's own words, or empty

  bool operator==(const NetworkError&) const = default;
};

}  // namespace pecprobe
