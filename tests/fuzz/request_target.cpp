// Arbitrary bytes as a request to the page: whoever is unknown, whoever comes from elsewhere and whatever is no path of
// ours is never taken for more; fields are read totally.
#include "probe/report/wording.hpp"
#include "probe/serve/access/access_token.hpp"
#include "probe/serve/access/origin_rule.hpp"
#include "probe/serve/checks/typed_account.hpp"
#include "probe/serve/http/beast_messages.hpp"
#include "probe/serve/http/server.hpp"
#include "probe/serve/routes/visit.hpp"
#include "tests/fuzz/input.hpp"

#include <boost/asio/buffer.hpp>

#include <algorithm>

namespace pecprobe {
namespace {

constexpr std::uint16_t k_port = 8993;
constexpr std::string_view k_token = "0123456789abcdefghijkl";

std::optional<HttpRequest> request_in(std::string_view bytes) {
  boost::beast::http::request_parser<WipedBody> parser;
  parser.header_limit(HttpLimits{}.header_bytes);
  parser.body_limit(HttpLimits{}.body_bytes);
  parser.eager(true);
  boost::beast::error_code error;
  parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (error || !parser.is_done()) {
    return std::nullopt;
  }
  BeastRequest message = parser.release();
  return request_of(message);
}

void look_at(const HttpRequest& request) {
  const AccessToken token(Secret(k_token), k_port);
  const OriginRule rule({"localhost"}, k_port, Scheme::http);
  const Proof proof = token.proof_of(request);
  const auto holds_token = [](const auto& field) { return field.second.find(k_token) != std::string::npos; };
  fuzz::require(proof == Proof::none || std::any_of(request.fields.begin(), request.fields.end(), holds_token));
  if (!rule.objection(request, proof)) {
    fuzz::require(request.count("host") == 1 && request.path.starts_with('/') && !request.path.starts_with("//"));
    fuzz::require(request.method == HttpMethod::get || request.method == HttpMethod::head || proof == Proof::bearer ||
                  request.field("origin").has_value());
  }
  const Language language = language_of(request, Language::italian);
  fuzz::require(Language::of_tag(language.tag()).has_value());
  static_cast<void>(audience_of(request));
  static_cast<void>(fields_of_query(request.query));
}

void look_at(const std::optional<TypedFields>& fields) {
  if (fields) {
    const page::AccountForm form = form_of(*fields);
    static_cast<void>(
        input_of(form, ProviderTable::built_in(), std::chrono::sys_days{}, Wording::of(Language::english)));
  }
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto request = pecprobe::request_in(bytes)) {
    pecprobe::look_at(*request);
  }
  const pecprobe::Secret body(bytes);
  pecprobe::look_at(pecprobe::TypedFields::of_form(body));
  pecprobe::look_at(pecprobe::TypedFields::of_json(body));
  return 0;
}
