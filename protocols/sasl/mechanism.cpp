#include "protocols/sasl/mechanism.hpp"

#include "protocols/sasl/mechanisms.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

struct Choice {
  std::string_view name;
  std::unique_ptr<SaslMechanism> (*make)(const Credentials& credentials);
};

/// In the order of preference over verified TLS: what mail programs use comes first, since stores of app passwords
/// often cannot do the challenge mechanisms at all.
constexpr std::array<Choice, 5> k_choices = {{
    {"PLAIN", make_plain},
    {"LOGIN", make_login},
    {"SCRAM-SHA-256", make_scram_sha_256},
    {"SCRAM-SHA-1", make_scram_sha_1},
    {"CRAM-MD5", make_cram_md5},
}};

}  // namespace

std::unique_ptr<SaslMechanism> choose_mechanism(const std::vector<std::string>& offered,
                                                const Credentials& credentials) {
  for (const Choice& choice : k_choices) {
    if (std::find(offered.begin(), offered.end(), choice.name) != offered.end()) {
      return choice.make(credentials);
    }
  }
  return nullptr;
}

}  // namespace pecprobe
