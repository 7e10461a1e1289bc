// What a test showed or has shown so far, as a part of the page.
#pragma once

#include "probe/report/wording.hpp"
#include "probe/serve/page/check_page.hpp"

#include <pugixml.hpp>

namespace pecprobe::page {

/// `#result`: the success line, or for each cause what to do; then what goes into a ticket, the fields to type, and
/// everything that was seen.
void add_result(pugi::xml_node parent, const FinishedCheck& check, Language language);

/// A list of steps for each service, receiving and sending apart.
void add_running(pugi::xml_node parent, const RunningCheck& check, const Wording& wording);

/// One step; its parts have the classes `name`, `mark` and `detail`.
void add_step(pugi::xml_node list, const ShownStep& step, const Wording& wording);

/// The guard's notice in words.
void add_guard_sentence(pugi::xml_node parent, const GuardNotice& guard, const Wording& wording);

}  // namespace pecprobe::page
