// The tests in the background as the command line wants them.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/cli/serve/watched_file.hpp"
#include "probe/serve/background/background_tests.hpp"

#include <memory>

namespace pecprobe {

/// `file`, which outlives the settings, gave `accounts`.
[[nodiscard]] BackgroundSettings background_settings(const CheckRequest& request, WatchedFile& file,
                                                     std::shared_ptr<WatchedAccounts> accounts, Language language);

/// `--once`: tests everybody once and writes the metrics to the file. The exit status, that of a batch.
[[nodiscard]] int test_once(const CheckRequest& request, BackgroundSettings settings, const CheckTools& tools,
                            Language language);

}  // namespace pecprobe
