// What is answered at once and without a test: style, script, interface, health, numbers.
#pragma once

#include "probe/serve/routes/visit.hpp"

namespace pecprobe {

void style_sheet(const VisitPtr& visit);
void script(const VisitPtr& visit);
/// `GET /api/v1/openapi.yaml`: what programs may ask.
void interface_description(const VisitPtr& visit);
void health(const VisitPtr& visit);
/// Text exposition format of Prometheus; from what is known: nothing is tested for it.
void metrics(const VisitPtr& visit);

}  // namespace pecprobe
