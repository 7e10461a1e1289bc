// One PEC provider (gestore) as the provider table knows it.
#pragma once

#include "probe/model/diagnosis.hpp"
#include "protocols/base/endpoint.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pecprobe {

/// What the user name looks like at a provider.
enum class LoginForm { full_address, user_id, unknown };
[[nodiscard]] std::string_view to_string(LoginForm form) noexcept;

/// How well a row is founded; the data file says where it comes from. `own`: a person's row, whom nobody contradicts.
enum class SourceCertainty { sure, medium, low, unknown, own };
[[nodiscard]] std::string_view to_string(SourceCertainty certainty) noexcept;
/// False where whoever types it in should compare it with the provider's own instructions.
[[nodiscard]] bool is_well_founded(SourceCertainty certainty) noexcept;

/// When mail programs need a password of their own.
enum class AppPasswordUse { unknown, with_two_step, always };
[[nodiscard]] std::string_view to_string(AppPasswordUse use) noexcept;

/// A refusal in a provider's own words, and what it means there.
struct KnownRefusal {
  std::string text;
  Code means;
  std::string source;  // "who says it (date)"
};

struct Provider {
  std::string id;
  std::string name;
  std::vector<std::string> domains;  // mailbox domains, lower case; a sub-domain of one belongs to it too
  std::vector<Endpoint> endpoints;   // in the order imap, pop3, smtp; a service that is not known is absent
  LoginForm login_form = LoginForm::unknown;
  SourceCertainty certainty = SourceCertainty::unknown;
  std::vector<std::string> sources;        // "who says it, date"
  std::optional<int> app_password_months;  // validity of the password for mail programs
  std::optional<int> app_password_days;    // the same where the provider counts in days

  std::string company;
  std::optional<std::chrono::sys_days> checked;  // when the row was last held against its sources
  std::vector<std::string> possible_domains;     // named in lists only: asked about, never used
  std::vector<std::string> mail_exchangers;      // names, or parents of names, in the MX records of its domains
  std::vector<std::string> spf_includes;         // what SPF records of its domains include
  std::vector<Endpoint> other_endpoints;         // seen elsewhere for the same services
  std::vector<std::pair<Protocol, SourceCertainty>> weaker_services;  // less sure than the row
  AppPasswordUse app_password = AppPasswordUse::unknown;
  std::string app_password_menu;                 // where it is generated, in the provider's words
  std::optional<int> app_password_other_months;  // what other sources say: a conflict
  std::optional<int> extension_from_days;        // how long before its end it can be extended
  std::optional<int> generated_length;           // of generated passwords
  std::string generated_alphabet;                // every character that they can have; empty: not known
  std::string portal;                            // where the holder logs in
  std::string protocols_menu;                    // where protocols are switched on and off
  std::string multiuser_menu;                    // where a delegated user reads his parameters
  std::optional<int> sending_per_minute;         // what it allows of sending
  bool has_archive = false;                      // a security archive, whose server is not public
  std::vector<KnownRefusal> refusals;

  [[nodiscard]] SourceCertainty certainty_of(Protocol protocol) const noexcept;
  /// Null where the service is not known.
  [[nodiscard]] const Endpoint* endpoint_of(Protocol protocol) const noexcept;
};

}  // namespace pecprobe
