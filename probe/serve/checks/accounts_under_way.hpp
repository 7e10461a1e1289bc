// One test of a login at a time, whoever asks for it: two refusals at once would count twice.
#pragma once

#include <mutex>
#include <set>
#include <string>

namespace pecprobe {

/// For any thread.
class AccountsUnderWay {
 public:
  /// False when it is under way.
  [[nodiscard]] bool begin(const std::string& login);
  void end(const std::string& login);

 private:
  std::mutex m_mutex;              // guards what follows
  std::set<std::string> m_logins;  // in lower case
};

}  // namespace pecprobe
