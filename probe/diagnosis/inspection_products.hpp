// Programs that open other people's TLS connections and sign them again, known by the names of
// their issuers.
#pragma once

#include <string_view>

namespace pecprobe {

/// The product that a certificate's issuer names, or nothing. `issuer` is RFC 2253 text.
[[nodiscard]] std::string_view inspection_product(std::string_view issuer) noexcept;

}  // namespace pecprobe
