// All services of an account side by side: what one of them says about another.
#pragma once

#include "probe/diagnosis/diagnose.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace pecprobe {

struct Gathering {
  std::span<const ServiceFacts> services;
  std::span<const Diagnosis> alone;  // of each service by itself, in the same order
  const Knowledge& knowledge;

  [[nodiscard]] bool ended_in(std::size_t service, Code code) const { return alone[service].code == code; }
  /// How many services ended so.
  [[nodiscard]] std::size_t count(Code code) const;
  /// There are several, and each ended in one of these codes.
  [[nodiscard]] bool all_ended_in(std::initializer_list<Code> codes) const;

  /// The first service that accepted the password itself. Facts that contradict each other
  /// (`internal_error`) prove nothing.
  [[nodiscard]] std::optional<std::size_t> accepting() const;
  /// The first service whose own cause explains a generic refusal elsewhere.
  [[nodiscard]] std::optional<std::size_t> stating() const;
  /// The first service that could not answer for the moment: busy, silent, gone.
  [[nodiscard]] std::optional<std::size_t> in_trouble() const;
  /// The first service that was connected to.
  [[nodiscard]] std::optional<std::size_t> connected() const;

  /// The app password on record is past its end; without two-step verification there is none.
  [[nodiscard]] bool expired_on_record() const;

  /// Every certificate that was shown is out of date on the same side, there are several different
  /// ones, and they began (ended) on different days or come from different issuers: servers do not
  /// fail so, a clock does.
  [[nodiscard]] bool clock_disagrees() const;
  /// Every certificate that was shown, of several services, is out of date and nothing else.
  [[nodiscard]] bool certificates_out_of_date() const;
  /// Several different certificates that nobody vouches for have one issuer.
  [[nodiscard]] bool one_unknown_issuer() const;
};

}  // namespace pecprobe
