#include "probe/report/diagnosis_text.hpp"

#include "probe/report/dates.hpp"
#include "protocols/base/text.hpp"

#include <utility>

namespace pecprobe {

namespace {

/// Bytes of a detail that are shown: product names and dates are short, and a longer text of a certificate could lay
/// itself out to look like lines of the report.
constexpr std::size_t k_shown_detail = 60;

/// Sentences with the names of one subject filled in.
class Speaker {
 public:
  Speaker(const Subject& subject, const Wording& wording, std::string date = {})
      : m_subject(subject), m_wording(wording), m_date(std::move(date)) {}

  [[nodiscard]] std::string text(const std::string& key) const { return filled(m_wording.text(key)); }

  [[nodiscard]] std::vector<std::string> list(const std::string& key) const {
    std::vector<std::string> out;
    for (const std::string& sentence : m_wording.list(key)) {
      out.push_back(filled(sentence));
    }
    return out;
  }

 private:
  [[nodiscard]] std::string filled(const std::string& sentence) const {
    const ProviderPhrases& there = m_subject.at_provider;
    return Wording::filled(
        sentence, fmt::make_format_args(fmt::arg("host", m_subject.host), fmt::arg("port", m_subject.port),
                                        fmt::arg("service", m_subject.service), fmt::arg("address", m_subject.address),
                                        fmt::arg("login", m_subject.login), fmt::arg("date", m_date),
                                        fmt::arg("app_password_when", there.app_password_when),
                                        fmt::arg("app_password_place", there.app_password_place),
                                        fmt::arg("protocols_place", there.protocols_place),
                                        fmt::arg("multiuser_place", there.multiuser_place),
                                        fmt::arg("validity", there.validity), fmt::arg("extension", there.extension)));
  }

  const Subject& m_subject;
  const Wording& m_wording;
  std::string m_date;
};

/// `white_space@1 base64` as a list of clauses; a word that has no clause stays as it is.
std::string oddities_in_words(std::string_view detail, const Wording& wording) {
  std::string list;
  for (const std::string& word : split_words(printable(detail))) {
    const auto at = word.find('@');
    const std::string key = "mistyped." + word.substr(0, at);
    const std::string clause = wording.text(key, fmt::arg("at", at == std::string::npos ? "" : word.substr(at + 1)));
    list += (list.empty() ? "" : "; ") + (clause == key ? word : clause);
  }
  return list;
}

std::string detail_in_words(const Warning& warning, const Wording& wording) {
  switch (warning.code) {
    case WarningCode::password_looks_mistyped: return oddities_in_words(warning.detail, wording);
    case WarningCode::environment_ignored: return printable(warning.detail);  // our own list of names: all of them
    case WarningCode::password_expires_soon:
    case WarningCode::cert_expires_soon:
    case WarningCode::cert_cn_only:
    case WarningCode::cert_long_validity:
    case WarningCode::no_logout_answer:
    case WarningCode::date_on_record_stale:
    case WarningCode::address_family_broken: break;
  }
  return printable(warning.detail, k_shown_detail);
}

}  // namespace

Subject subject_of(const Account& account, const Endpoint& endpoint, const Provider* provider, const Wording& wording) {
  return {printable(endpoint.host),   std::to_string(endpoint.port), service_name(endpoint.protocol),
          printable(account.address), printable(account.login),      provider_phrases(provider, wording)};
}

std::string service_name(Protocol protocol) { return ascii_upper(to_string(protocol)); }

DiagnosisText describe(const Diagnosis& diagnosis, const Subject& subject, const Wording& wording) {
  const Speaker speaker(subject, wording);
  const std::string key = fmt::format("code.{}.", to_string(diagnosis.code));
  DiagnosisText out{speaker.text(key + "title"),
                    speaker.text(key + "cause"),
                    speaker.list(key + "advice"),
                    speaker.text(key + "tell_provider"),
                    {}};
  if (!diagnosis.detail.empty()) {
    out.title = wording.text("report.title_detail", fmt::arg("title", out.title),
                             fmt::arg("detail", printable(diagnosis.detail, k_shown_detail)));
  }
  for (const Hypothesis& hypothesis : diagnosis.hypotheses) {
    const std::string name = fmt::format("hypothesis.{}.", hypothesis.id);
    const Speaker dated(subject, wording, hypothesis.date ? local_date(*hypothesis.date, wording) : std::string());
    out.hypotheses.push_back(
        {hypothesis.code, printable(hypothesis.id), dated.text(name + "why"), dated.text(name + "settle")});
  }
  return out;
}

std::string describe(const Warning& warning, const Wording& wording) {
  std::string words = wording.text(fmt::format("warning.{}", to_string(warning.code)));
  const std::string detail = detail_in_words(warning, wording);
  if (!detail.empty()) {
    words = wording.text("report.with_detail", fmt::arg("text", words), fmt::arg("detail", detail));
  }
  return wording.text("report.sentence", fmt::arg("text", words));
}

}  // namespace pecprobe
