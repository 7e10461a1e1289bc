// Why services did not pass and what to do, each cause told once.
#pragma once

#include "probe/report/shown_account.hpp"
#include "probe/report/wording.hpp"

#include <pugixml.hpp>
#include <string>

namespace pecprobe::page {

/// The success line, or the verdict with the title of the gravest cause.
[[nodiscard]] std::string outcome_sentence(const ShownAccount& account, const Wording& wording);

/// The gravest cause in full, further ones folded; nothing when every service passed.
void add_causes(pugi::xml_node parent, const ShownAccount& account, const Wording& wording);

}  // namespace pecprobe::page
