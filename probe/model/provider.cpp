#include "probe/model/provider.hpp"

#include <algorithm>

namespace pecprobe {

std::string_view to_string(LoginForm form) noexcept {
  switch (form) {
    case LoginForm::full_address: return "full_address";
    case LoginForm::user_id: return "user_id";
    case LoginForm::unknown: return "unknown";
  }
  return "";
}

std::string_view to_string(SourceCertainty certainty) noexcept {
  switch (certainty) {
    case SourceCertainty::sure: return "sure";
    case SourceCertainty::medium: return "medium";
    case SourceCertainty::low: return "low";
    case SourceCertainty::unknown: return "unknown";
    case SourceCertainty::own: return "own";
  }
  return "";
}

bool is_well_founded(SourceCertainty certainty) noexcept {
  return certainty == SourceCertainty::sure || certainty == SourceCertainty::own;
}

std::string_view to_string(AppPasswordUse use) noexcept {
  switch (use) {
    case AppPasswordUse::unknown: return "unknown";
    case AppPasswordUse::with_two_step: return "with_two_step";
    case AppPasswordUse::always: return "always";
  }
  return "";
}

SourceCertainty Provider::certainty_of(Protocol protocol) const noexcept {
  const auto found = std::find_if(weaker_services.begin(), weaker_services.end(),
                                  [&](const auto& service) { return service.first == protocol; });
  return found == weaker_services.end() ? certainty : found->second;
}

const Endpoint* Provider::endpoint_of(Protocol protocol) const noexcept {
  const auto found = std::find_if(endpoints.begin(), endpoints.end(),
                                  [&](const Endpoint& endpoint) { return endpoint.protocol == protocol; });
  return found == endpoints.end() ? nullptr : &*found;
}

}  // namespace pecprobe
