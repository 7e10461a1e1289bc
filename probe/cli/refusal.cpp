#include "probe/cli/refusal.hpp"

#include "probe/cli/exit_status.hpp"
#include "probe/cli/options/sink_options.hpp"
#include "probe/cli/terminal/console.hpp"

namespace pecprobe {

int refuse(const UsageError& error, const Invocation& invocation) {
  complain(error, invocation.language);
  return usage_status(invocation.arguments);
}

int break_off(const InterviewEnd& end, const Invocation& invocation) {
  const int status = refuse(end.error, invocation);
  return end.signal != 0 ? exit_status_of_signal(end.signal) : status;
}

}  // namespace pecprobe
