// Which hosts take mail for a domain, as its MX records say (RFC 5321 §5.1).
#pragma once

#include "protocols/base/clock.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <vector>

namespace pecprobe {

class MailExchangers {
 public:
  MailExchangers() = default;
  MailExchangers(const MailExchangers&) = delete;
  MailExchangers& operator=(const MailExchangers&) = delete;
  virtual ~MailExchangers() = default;

  /// Names in lower case without their final dot, the preferred ones first; empty when the domain has none. The
  /// resolver's words when no answer came within the limit. Blocks.
  [[nodiscard]] virtual tl::expected<std::vector<std::string>, std::string> look_up(const std::string& domain) = 0;
};

struct MailExchangerOptions {
  Duration limit = std::chrono::seconds{3};  // for the whole look-up
  std::string servers;                       // `address:port[,…]`; empty: the system's name servers
};

/// Asks the name servers through c-ares.
[[nodiscard]] std::unique_ptr<MailExchangers> make_dns_mail_exchangers(const MailExchangerOptions& options = {});

/// Names under example, test, invalid and localhost belong to nobody (RFC 6761 §6): nobody is asked about them.
[[nodiscard]] bool is_reserved_domain(const std::string& domain) noexcept;

}  // namespace pecprobe
