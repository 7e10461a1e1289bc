#include "probe/serve/access/origin_rule.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe {

namespace {

bool changes_state(const HttpRequest& request) noexcept {
  return request.method != HttpMethod::get && request.method != HttpMethod::head;
}

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_own_path(std::string_view path) noexcept {
  return path.starts_with('/') && !path.starts_with("//") &&
         std::all_of(path.begin(), path.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace

OriginRule::OriginRule(const std::vector<std::string>& names, std::uint16_t port, Scheme scheme) {
  const std::uint16_t usual = scheme == Scheme::https ? 443 : 80;
  for (const std::string& name : names) {
    const std::string bracketed = name.find(':') == std::string::npos ? ascii_lower(name) : fmt::format("[{}]", name);
    m_hosts.push_back(fmt::format("{}:{}", bracketed, port));
    if (port == usual) {
      m_hosts.push_back(bracketed);
    }
  }
  for (const std::string& host : m_hosts) {
    m_origins.push_back(fmt::format("{}://{}", to_string(scheme), host));
  }
}

std::optional<int> OriginRule::objection(const HttpRequest& request, Proof proof) const {
  if (request.count("host") != 1 || !is_own_path(request.path)) {
    return 400;
  }
  if (!holds(m_hosts, ascii_lower(*request.field("host")))) {
    return 421;
  }
  if (!changes_state(request)) {
    return std::nullopt;
  }
  const auto site = request.field("sec-fetch-site");
  if (site && *site != "same-origin" && *site != "none") {
    return 403;
  }
  if (request.count("origin") > 1) {
    return 403;
  }
  const auto origin = request.field("origin");
  if (!origin) {
    return proof == Proof::bearer ? std::nullopt : std::optional(403);
  }
  // Under our own Referrer-Policy a browser sends a form with `null` (Fetch Standard, "append a request Origin
  // header"); then only what no page can forge tells that it is ours.
  const bool is_own = holds(m_origins, ascii_lower(*origin)) || (*origin == "null" && site == "same-origin");
  return is_own ? std::nullopt : std::optional(403);
}

}  // namespace pecprobe
