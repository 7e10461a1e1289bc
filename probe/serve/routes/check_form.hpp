// The page that tests one mailbox, for browsers with and without script.
#pragma once

#include "probe/serve/routes/visit.hpp"

namespace pecprobe {

/// `GET /`
void form_page(const VisitPtr& visit);
/// `POST /check`: 303 to the result's page as soon as nothing keeps the test from being made.
void check_form(const VisitPtr& visit);
/// `GET /result/ID`, `ID.json`, `ID.html`
void result(const VisitPtr& visit);

}  // namespace pecprobe
