// What all routes share: the settings of this start, and what is remembered between requests.
#pragma once

#include "probe/serve/access/access_token.hpp"
#include "probe/serve/access/client_limits.hpp"
#include "probe/serve/access/form_tokens.hpp"
#include "probe/serve/access/origin_rule.hpp"
#include "probe/serve/background/background_tests.hpp"
#include "probe/serve/checks/check_desk.hpp"
#include "probe/serve/checks/check_tools.hpp"
#include "probe/serve/checks/rotation_desk.hpp"
#include "probe/serve/checks/session_turns.hpp"
#include "probe/serve/checks/worker_threads.hpp"

#include <memory>

namespace pecprobe {

/// Whether a route may be asked without the token.
enum class WithoutToken { refused, allowed };

struct SiteOptions {
  Language language = Language::italian;  // where a browser does not say
  WithoutToken healthz = WithoutToken::refused;
  WithoutToken metrics = WithoutToken::refused;
  ClientLimits::Limits client_limits;
  CheckDesk::Limits desk;
};

/// For the loop's thread.
struct Site {
  const CheckTools& tools;
  SessionTurns& turns;
  SiteOptions options;
  AccessToken token;
  OriginRule origins;
  CheckDesk::Post post;  // from any thread
  SystemClock clock{};
  FormTokens form_tokens{};
  ClientLimits clients{options.client_limits};
  bool is_stopping = false;
  CheckDesk desk{tools, turns.gates, options.desk, post};
  RotationDesk rotations{tools, turns.gates, {}, post};
  WorkerThreads look_ups{2, 32};
  std::unique_ptr<BackgroundTests> background{};  // null: there are none. The first to go
};

}  // namespace pecprobe
