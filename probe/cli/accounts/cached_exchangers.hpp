// Asks the name servers once for each domain.
#pragma once

#include "protocols/net/mail_exchangers.hpp"

#include <map>
#include <string>

namespace pecprobe {

class CachedExchangers final : public MailExchangers {
 public:
  /// `exchangers` outlives this.
  explicit CachedExchangers(MailExchangers& exchangers) : m_exchangers(exchangers) {}

  tl::expected<std::vector<std::string>, std::string> look_up(const std::string& domain) override {
    const auto known = m_answers.find(domain);
    return known != m_answers.end() ? known->second
                                    : m_answers.emplace(domain, m_exchangers.look_up(domain)).first->second;
  }

 private:
  MailExchangers& m_exchangers;
  std::map<std::string, tl::expected<std::vector<std::string>, std::string>> m_answers;
};

}  // namespace pecprobe
