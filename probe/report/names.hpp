// Names of enumerators that have none in the model: as they stand in JSON and as keys of the wording.
#pragma once

#include "protocols/wire/connect_facts.hpp"
#include "protocols/wire/dialogue_facts.hpp"
#include "protocols/wire/tls_facts.hpp"
#include "protocols/wire/transcript.hpp"

#include <optional>
#include <string_view>

namespace pecprobe {

[[nodiscard]] std::string_view to_string(ConnectOutcome outcome) noexcept;
/// `certificate` and `none` have names too, though no wording: the certificate's problem says more.
[[nodiscard]] std::string_view to_string(TlsFailure failure) noexcept;
[[nodiscard]] std::string_view to_string(CertificateProblem problem) noexcept;
[[nodiscard]] std::string_view to_string(Lookalike lookalike) noexcept;
[[nodiscard]] std::string_view to_string(TranscriptEntry::Kind kind) noexcept;

/// The gravest problem of the server's certificate in the order of precedence of `CertificateProblem`; nothing when it
/// holds, or when the handshake ended before there was one to look at.
[[nodiscard]] std::optional<CertificateProblem> certificate_problem(const TlsFacts& tls) noexcept;

}  // namespace pecprobe
