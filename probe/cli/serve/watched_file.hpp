// The accounts file of `serve`, read as often as it changes, and the passwords of its rows, read at each test.
#pragma once

#include "probe/cli/accounts/row_passwords.hpp"
#include "probe/cli/messages.hpp"
#include "probe/cli/options/check_request.hpp"
#include "probe/cli/serve/one_at_a_time.hpp"
#include "probe/config/provider_table.hpp"
#include "probe/report/language.hpp"
#include "probe/serve/background/watched_accounts.hpp"

#include <memory>
#include <mutex>

namespace pecprobe {

class WatchedFile {
 public:
  /// All outlive what is read.
  WatchedFile(const CheckRequest& request, const ProviderTable& table, Language language)
      : m_request(request), m_table(table), m_language(language) {}

  /// Null when the file has faults, which are said, with what follows from them. Accounts without a source for their
  /// password are named.
  [[nodiscard]] std::shared_ptr<WatchedAccounts> read_at_start();
  [[nodiscard]] std::shared_ptr<WatchedAccounts> read_again();
  /// The last reading without faults; null before one. From any thread.
  [[nodiscard]] std::shared_ptr<WatchedAccounts> latest();

 private:
  class Reading;
  std::shared_ptr<WatchedAccounts> read(Message consequence);

  const CheckRequest& m_request;
  const ProviderTable& m_table;
  Language m_language;
  OneAtATime m_turns;  // to read passwords: a keyring may ask a person
  std::mutex m_mutex;  // guards what follows, and the files of all readings
  std::shared_ptr<WatchedAccounts> m_latest;
  RowPasswords m_passwords;  // variables are taken once, whatever is read later
};

}  // namespace pecprobe
