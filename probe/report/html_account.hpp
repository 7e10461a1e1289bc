// One account in the HTML report: a tree that opens where something failed.
#pragma once

#include "probe/report/shown_account.hpp"
#include "probe/report/wording.hpp"

#include <pugixml.hpp>
#include <string>

namespace pecprobe {

/// Appends the account's `<details>` to `parent`; `id` is unique in the page.
void add_account_tree(pugi::xml_node parent, const ShownAccount& account, const std::string& id,
                      const Wording& wording);

/// When each step began and how long it took, as a drawing (inline SVG) with a text for who does not see it.
void add_time_chart(pugi::xml_node parent, const ShownService& service, const Wording& wording);

}  // namespace pecprobe
