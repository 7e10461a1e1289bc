#include "probe/receipt/certification.hpp"

#include "probe/receipt/xml_document.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace pecprobe {

namespace {

std::string text_of(pugi::xml_node parent, const char* name) {
  const std::string_view text = parent.child(name).child_value();
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos
             ? std::string{}
             : std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::string attribute_of(pugi::xml_node node, const char* name) {
  return std::string(trimmed(node.attribute(name).value()));
}

/// Numbers of exactly so many digits, parted by `separator`: "22/11/2026". Nothing for any other form.
template <std::size_t Count>
std::optional<std::array<int, Count>> numbers(std::string_view text, char separator,
                                              const std::array<std::size_t, Count>& digits) {
  std::array<int, Count> found{};
  for (std::size_t i = 0; i < Count; ++i) {
    const auto number = text.size() < digits[i] ? std::nullopt : parse_number(text.substr(0, digits[i]));
    if (!number) {
      return std::nullopt;
    }
    found[i] = static_cast<int>(*number);
    text.remove_prefix(digits[i]);
    if (i + 1 < Count && (text.empty() || text.front() != separator)) {
      return std::nullopt;
    }
    text.remove_prefix(i + 1 < Count ? 1 : 0);
  }
  return text.empty() ? std::optional(found) : std::nullopt;
}

/// `+0200`, and also with a colon.
std::optional<std::chrono::minutes> parse_zone(std::string text) {
  if (text.size() == 5) {
    text.insert(3, ":");
  }
  if (text.empty() || (text.front() != '+' && text.front() != '-')) {
    return std::nullopt;
  }
  const auto zone = numbers<2>(std::string_view(text).substr(1), ':', {2, 2});
  if (!zone || zone->front() > 14 || zone->back() > 59) {
    return std::nullopt;
  }
  const std::chrono::minutes size = std::chrono::hours{zone->front()} + std::chrono::minutes{zone->back()};
  return text.front() == '-' ? -size : size;
}

/// `giorno` as dd/mm/yyyy, `ora` as hh:mm:ss, in the zone of `data`.
std::optional<std::chrono::sys_seconds> time_of(pugi::xml_node data) {
  const auto day = numbers<3>(text_of(data, "giorno"), '/', {2, 2, 4});
  const auto clock = numbers<3>(text_of(data, "ora"), ':', {2, 2, 2});
  const auto zone = parse_zone(attribute_of(data, "zona"));
  if (!day || !clock || !zone || (*clock)[0] > 23 || (*clock)[1] > 59 || (*clock)[2] > 60) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{(*day)[2]},
                                         std::chrono::month{static_cast<unsigned>((*day)[1])},
                                         std::chrono::day{static_cast<unsigned>((*day)[0])}};
  if (!date.ok()) {
    return std::nullopt;
  }
  return std::chrono::sys_days{date} + std::chrono::hours{(*clock)[0]} + std::chrono::minutes{(*clock)[1]} +
         std::chrono::seconds{(*clock)[2]} - *zone;
}

/// With the angle brackets of `<msgid><1@host></msgid>` escaped; the same text where there are none. A maker that
/// pastes the identifier as it is signs what no XML reader takes: that is its fault, and no reason to call a receipt
/// unreadable whose every word is certified all the same. Nothing but one identifier in that one place is mended.
std::string with_escaped_message_id(std::string_view xml) {
  constexpr std::string_view k_begin = "<msgid>";
  constexpr std::string_view k_end = "</msgid>";
  const std::size_t begin = xml.find(k_begin);
  const std::size_t end = begin == std::string_view::npos ? begin : xml.find(k_end, begin);
  if (end == std::string_view::npos) {
    return std::string(xml);
  }
  const std::string_view raw = xml.substr(begin + k_begin.size(), end - begin - k_begin.size());
  const std::string_view identifier = trimmed(raw);
  const std::string_view inside = identifier.size() > 2 ? identifier.substr(1, identifier.size() - 2) : "";
  if (!identifier.starts_with('<') || !identifier.ends_with('>') || inside.find('@') == std::string_view::npos ||
      inside.find_first_of("<>&\r\n\t ") != std::string_view::npos) {
    return std::string(xml);
  }
  return fmt::format("{}&lt;{}&gt;{}", xml.substr(0, begin + k_begin.size()), inside, xml.substr(end));
}

}  // namespace

std::string_view to_string(CertificationProblem problem) noexcept {
  switch (problem) {
    case CertificationProblem::too_large: return "too large";
    case CertificationProblem::not_xml: return "not well-formed XML";
    case CertificationProblem::declares_a_document_type: return "DOCTYPE";
    case CertificationProblem::not_postacert: return "root element is not postacert";
    case CertificationProblem::too_many_recipients: return "too many recipients";
  }
  return "";
}

tl::expected<Certification, CertificationProblem> parse_certification(std::string_view xml) {
  if (xml.size() > k_max_certification) {
    return tl::unexpected(CertificationProblem::too_large);
  }
  pugi::xml_document document;
  XmlProblem problem = read_xml(document, xml);
  if (problem == XmlProblem::not_xml) {
    problem = read_xml(document, with_escaped_message_id(xml));
  }
  switch (problem) {
    case XmlProblem::none: break;
    case XmlProblem::not_xml: return tl::unexpected(CertificationProblem::not_xml);
    case XmlProblem::declares_a_document_type: return tl::unexpected(CertificationProblem::declares_a_document_type);
  }
  const pugi::xml_node root = document.document_element();
  if (std::string_view(root.name()) != "postacert") {
    return tl::unexpected(CertificationProblem::not_postacert);
  }
  const pugi::xml_node header = root.child("intestazione");
  const pugi::xml_node data = root.child("dati");
  Certification out;
  out.kind = attribute_of(root, "tipo");
  out.error = attribute_of(root, "errore");
  out.sender = text_of(header, "mittente");
  for (const pugi::xml_node recipient : header.children("destinatari")) {
    if (out.recipients.size() == k_max_recipients) {
      return tl::unexpected(CertificationProblem::too_many_recipients);
    }
    out.recipients.push_back({std::string(trimmed(recipient.child_value())), attribute_of(recipient, "tipo")});
  }
  out.reply_to = text_of(header, "risposte");
  out.subject = text_of(header, "oggetto");
  out.provider = text_of(data, "gestore-emittente");
  out.at = time_of(data.child("data"));
  out.identifier = text_of(data, "identificativo");
  out.message_id = text_of(data, "msgid");
  out.receipt_type = attribute_of(data.child("ricevuta"), "tipo");
  out.delivered_to = text_of(data, "consegna");
  out.error_detail = text_of(data, "errore-esteso");
  return out;
}

}  // namespace pecprobe
