// The same recording with what should not matter changed.
#pragma once

#include "tests/replay/recording.hpp"

namespace pecprobe::test {

/// Every host name of the lab replaced by one that is made of misleading words.
[[nodiscard]] Recording with_other_hosts(Recording recording);

/// The free words of the server's answers in capitals; codes, capabilities and challenges as they were.
[[nodiscard]] Recording with_words_in_capitals(Recording recording);

}  // namespace pecprobe::test
