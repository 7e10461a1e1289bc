// What can be measured; main() registers all of it.
#pragma once

namespace pecprobe::bench {

/// `dialogue/…` usual conversations, `parsing/…` the longest that are read: time, bytes a second, heap.
void register_dialogue_benchmarks();

/// `login/…` over TLS, with a mock server.
void register_login_benchmarks();

}  // namespace pecprobe::bench
