// The passwords of the rows of an accounts file, each read when its account's turn comes.
#pragma once

#include "probe/batch/batch.hpp"
#include "probe/config/accounts_row.hpp"

#include <tl/expected.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pecprobe {

class RowPasswords {
 public:
  /// Notes what the row needs from outside the file: called for each row while the file is checked.
  void add(const AccountRow& row);

  /// Takes the variables that rows name out of the environment, before any command is started that would inherit them,
  /// and standard input. What is missing, each at the first place that names it; never a variable's name, which may be
  /// a password in the wrong column. May be called again when further rows were added: what was taken stays, what is
  /// missing is forgotten with its row.
  [[nodiscard]] std::vector<AccountsFault> take();

  /// The password of a row, or what reads it. Rows one after the other that name the same command have one answer. Not
  /// for several threads at once; outlived by this object.
  [[nodiscard]] AccountPassword reader(const RowPassword& password);

  /// Forgets what rows need that was not taken: those of a file that is not used after all.
  void forget_untaken();

  /// What take() took from the source; nothing for one that can be read at any time.
  [[nodiscard]] std::optional<Secret> taken(const SecretSource& source) const;

 private:
  /// A source that can be read only once.
  struct Taken {
    FilePlace place;       // that names it first
    std::string named_by;  // column or option
    std::optional<Secret> secret;
  };
  tl::expected<Secret, SecretError> read(const SecretSource& source);

  std::map<std::string, Taken> m_taken;  // by the variable's name; "" for standard input
  std::optional<std::pair<SecretSource, Secret>> m_last_command;
};

}  // namespace pecprobe
