// Why what is remembered cannot be used.
#pragma once

#include <string>

namespace pecprobe {

struct StateProblem {
  enum class Kind {
    no_place,       // neither an option nor the environment says where the state is
    cannot_open,    // `detail`: the system's reason
    cannot_create,  // `detail`: the system's reason
    not_a_regular_file,
    foreign_owner,
    open_to_others,    // other users can read or write it
    not_a_state_file,  // something else: another database, or none
    newer_version,     // written by a later version of this program
    damaged,
    database_error,  // busy, full, read-only … `detail`: SQLite's words
    key_missing,     // the key file is gone, and what was remembered cannot be read without it
    key_damaged,     // not a key, or not the one that belongs to the state
  };
  Kind kind = Kind::database_error;
  std::string path;  // of the file that it is about
  std::string detail;

  bool operator==(const StateProblem&) const = default;
};

}  // namespace pecprobe
