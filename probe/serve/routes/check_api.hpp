// `POST /api/v1/check`: a test for a program, or for the page's script.
#pragma once

#include "probe/serve/routes/visit.hpp"

namespace pecprobe {

/// By Accept either server-sent events or one report.
void check_api(const VisitPtr& visit);

}  // namespace pecprobe
