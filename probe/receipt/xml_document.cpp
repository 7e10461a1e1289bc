#include "probe/receipt/xml_document.hpp"

#include <algorithm>

namespace pecprobe {

XmlProblem read_xml(pugi::xml_document& document, std::string_view xml) {
  const unsigned options = pugi::parse_default | pugi::parse_doctype;
  const pugi::xml_parse_result result = document.load_buffer(xml.data(), xml.size(), options);
  const bool has_type = std::any_of(document.begin(), document.end(),
                                    [](const pugi::xml_node& node) { return node.type() == pugi::node_doctype; });
  if (has_type || result.status == pugi::status_bad_doctype) {
    return XmlProblem::declares_a_document_type;
  }
  return result ? XmlProblem::none : XmlProblem::not_xml;
}

}  // namespace pecprobe
