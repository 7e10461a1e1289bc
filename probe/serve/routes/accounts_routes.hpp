// The accounts of the file: what each showed last, and how long its password lasts.
#pragma once

#include "probe/serve/routes/visit.hpp"

namespace pecprobe {

/// `GET /accounts`
void accounts_overview(const VisitPtr& visit);
/// `GET /api/v1/accounts`
void accounts_api(const VisitPtr& visit);

}  // namespace pecprobe
