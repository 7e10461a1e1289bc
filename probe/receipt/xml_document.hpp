// XML from outside: bounded, without document types.
#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string_view>

namespace pecprobe {

enum class XmlProblem { none, not_xml, declares_a_document_type };

/// Reads `xml` into `document`. Declarations of entities stand in a document type, which is why one is refused.
[[nodiscard]] XmlProblem read_xml(pugi::xml_document& document, std::string_view xml);

}  // namespace pecprobe
