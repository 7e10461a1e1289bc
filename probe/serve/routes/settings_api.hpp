// `GET /api/v1/settings`: what is known of an address while it is typed.
#pragma once

#include "probe/serve/routes/visit.hpp"

namespace pecprobe {

void settings_api(const VisitPtr& visit);

}  // namespace pecprobe
