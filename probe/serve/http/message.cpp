#include "probe/serve/http/message.hpp"

#include <boost/beast/http/status.hpp>

#include <algorithm>

namespace pecprobe {

std::string_view to_string(Scheme scheme) noexcept {
  switch (scheme) {
    case Scheme::http: return "http";
    case Scheme::https: return "https";
  }
  return "";
}

std::optional<std::string_view> HttpRequest::field(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
  return found == fields.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::size_t HttpRequest::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; }));
}

std::string_view reason_of(int status) {
  const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  return {reason.data(), reason.size()};
}

}  // namespace pecprobe
