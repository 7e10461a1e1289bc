// How many accounts ended how, and the verdict of the whole run.
#pragma once

#include "probe/model/diagnosis.hpp"

#include <array>
#include <cstddef>

namespace pecprobe {

class Tally {
 public:
  void add(Verdict verdict) noexcept;

  [[nodiscard]] std::size_t accounts() const noexcept;
  [[nodiscard]] std::size_t count(Verdict verdict) const noexcept;
  /// The worst verdict added; unverified while there is none, since nothing was proved.
  [[nodiscard]] Verdict worst() const noexcept;

 private:
  std::array<std::size_t, 5> m_counts{};  // by the number of the verdict
};

}  // namespace pecprobe
