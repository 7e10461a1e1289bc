// A list with a password in every phase, and with everything that an entry can hold.
#pragma once

#include "probe/rotation/list/rotation_list.hpp"

namespace pecprobe::test {

/// On 2027-03-28.
[[nodiscard]] RotationList sample_list();

}  // namespace pecprobe::test
