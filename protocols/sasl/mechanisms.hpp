// One maker per mechanism; who wants a login asks choose_mechanism() instead.
#pragma once

#include "protocols/sasl/mechanism.hpp"

#include <memory>

namespace pecprobe {

// `credentials` outlives the mechanism.
[[nodiscard]] std::unique_ptr<SaslMechanism> make_plain(const Credentials& credentials);
[[nodiscard]] std::unique_ptr<SaslMechanism> make_login(const Credentials& credentials);
[[nodiscard]] std::unique_ptr<SaslMechanism> make_scram_sha_256(const Credentials& credentials);
[[nodiscard]] std::unique_ptr<SaslMechanism> make_scram_sha_1(const Credentials& credentials);
[[nodiscard]] std::unique_ptr<SaslMechanism> make_cram_md5(const Credentials& credentials);

}  // namespace pecprobe
