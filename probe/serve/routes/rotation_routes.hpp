// A rotation: new and old password are verified, programs are ticked off, the calendar is fetched.
#pragma once

#include "probe/serve/routes/visit.hpp"

namespace pecprobe {

/// `GET /rotate`
void rotation_form(const VisitPtr& visit);
/// `POST /rotate`: 303 to the rotation's page as soon as nothing keeps it from being verified.
void rotate_form(const VisitPtr& visit);
/// `POST /rotate/done`: a program has the new password; 303 back to the rotation's page.
void rotate_done_form(const VisitPtr& visit);
/// `GET /rotation/ID`
void rotation_result(const VisitPtr& visit);
/// `POST /api/v1/rotate/verify`: `pecprobe.rotation/1`
void rotate_api(const VisitPtr& visit);
/// `POST /api/v1/rotate/done`
void rotate_done_api(const VisitPtr& visit);
/// `GET /calendar.ics?address=A`
void rotation_calendar(const VisitPtr& visit);

}  // namespace pecprobe
