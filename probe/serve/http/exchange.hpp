// One request that waits for its answer.
#pragma once

#include "probe/serve/http/message.hpp"

#include <functional>
#include <memory>
#include <string_view>

namespace pecprobe {

/// For the loop's thread only. Either answer(), or begin_events(), event() as often as needed and end_events(). What is
/// said once the client has gone is lost.
class Exchange {
 public:
  Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  virtual ~Exchange() = default;

  virtual void answer(HttpResponse response) = 0;

  /// `text/event-stream` (HTML Standard, "Server-sent events").
  virtual void begin_events() = 0;
  /// `data` is one line. Nothing is dropped: how much waits for a slow client is bounded by what is said in all.
  virtual void event(std::string_view name, std::string_view data) = 0;
  virtual void end_events() = 0;

  /// Calls `act` when the client goes before its answer is complete; replaces what was to be called.
  virtual void when_gone(std::function<void()> act) = 0;
};

using HttpHandler = std::function<void(HttpRequest request, std::shared_ptr<Exchange> exchange)>;

}  // namespace pecprobe
