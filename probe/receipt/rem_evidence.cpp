#include "probe/receipt/rem_evidence.hpp"

#include "probe/receipt/certification.hpp"
#include "probe/receipt/xml_document.hpp"
#include "protocols/base/text.hpp"

namespace pecprobe {

namespace {

/// EN 319 522-3; before it, TS 102 640-2.
constexpr std::string_view k_evidence_space = "http://uri.etsi.org/19522/";
constexpr std::string_view k_former_space = "http://uri.etsi.org/02640/";
constexpr std::string_view k_signature_space = "http://www.w3.org/2000/09/xmldsig#";

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The namespace that the node's own prefix means, declared at it or above.
std::string_view namespace_of(pugi::xml_node node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  const std::string attribute =
      colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
  for (pugi::xml_node at = node; at; at = at.parent()) {
    if (const pugi::xml_attribute declared = at.attribute(attribute.c_str())) {
      return declared.value();
    }
  }
  return {};
}

pugi::xml_node child_named(pugi::xml_node parent, std::string_view name) {
  return parent.find_child([&](pugi::xml_node child) { return local_name(child.name()) == name; });
}

std::string local_text(pugi::xml_node parent, std::string_view name) {
  return std::string(trimmed(child_named(parent, name).child_value()));
}

/// `http://uri.etsi.org/19522/Event/SubmissionAcceptance` (EN 319 522-3, table 2) without the way to it.
std::string event_name(const std::string& identifier) {
  const std::size_t slash = identifier.find_last_of("/#");
  return slash == std::string::npos ? identifier : identifier.substr(slash + 1);
}

}  // namespace

std::optional<RemEvidence> parse_rem_evidence(std::string_view xml) {
  pugi::xml_document document;
  if (xml.size() > k_max_certification || read_xml(document, xml) != XmlProblem::none) {
    return std::nullopt;
  }
  const pugi::xml_node root = document.document_element();
  const std::string_view space = namespace_of(root);
  const bool is_former = space.starts_with(k_former_space);
  if (!is_former && !space.starts_with(k_evidence_space)) {
    return std::nullopt;
  }
  RemEvidence evidence;
  // In the former namespace the root element is named after the event.
  evidence.event = is_former ? std::string(local_name(root.name())) : event_name(local_text(root, "ERDSEventId"));
  evidence.identifier = local_text(root, "EvidenceIdentifier");
  evidence.time = local_text(root, "EventTime");
  const pugi::xml_node signature = child_named(root, "Signature");
  evidence.has_signature = signature && namespace_of(signature) == k_signature_space;
  return evidence;
}

}  // namespace pecprobe
