#include "probe/cli/options/option_setters.hpp"
#include "probe/config/values.hpp"
#include "protocols/base/text.hpp"
#include "protocols/net/https_post.hpp"

namespace pecprobe::option_values {

namespace {

Complaint set_path(std::string& target, std::string_view value) {
  target = value;
  return value.empty() ? Complaint(Message::value_empty) : k_fits;
}

Complaint set_address(std::string& target, std::string_view value) {
  target = value;
  const bool is_address = !address_problem(value) && value.find_first_of("<> ") == std::string_view::npos;
  return is_address ? k_fits : Complaint(Message::value_not_address);
}

Message message_for(PostUrlFault fault) noexcept {
  switch (fault) {
    case PostUrlFault::malformed:
    case PostUrlFault::not_https: return Message::value_not_hook_url;
    case PostUrlFault::has_user: return Message::value_hook_url_with_user;
  }
  return Message::value_not_hook_url;
}

/// What can stand in a Host field without being anything else.
bool is_host(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:_") ==
             std::string_view::npos;
}

}  // namespace

Complaint listen(CheckRequest& request, std::string_view value) {
  const auto colon = value.rfind(':');
  if (colon == std::string_view::npos) {
    return Message::value_not_listen;
  }
  std::string_view host = value.substr(0, colon);
  const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
  if (is_bracketed) {
    host = host.substr(1, host.size() - 2);
  }
  const auto port = parse_number(value.substr(colon + 1));
  const bool fits =
      is_host(host) && port && *port <= 65535 && (is_bracketed || host.find(':') == std::string_view::npos);
  if (!fits) {
    return Message::value_not_listen;
  }
  request.server.listen = {std::string(host), static_cast<std::uint16_t>(*port)};
  return k_fits;
}

Complaint accounts(CheckRequest& request, std::string_view value) {
  return set_path(request.server.accounts_file, value);
}
Complaint token_file(CheckRequest& request, std::string_view value) {
  return set_path(request.server.token_file, value);
}
Complaint tls_cert(CheckRequest& request, std::string_view value) {
  return set_path(request.server.certificate, value);
}
Complaint tls_key(CheckRequest& request, std::string_view value) { return set_path(request.server.key, value); }

Complaint host_name(CheckRequest& request, std::string_view value) {
  request.server.names.emplace_back(value);
  return is_host(value) ? k_fits : Complaint(Message::value_not_host_name);
}

Complaint allow_any_endpoint(CheckRequest& request, std::string_view /*value*/) {
  request.server.endpoints.others = OtherServers::allowed;
  return k_fits;
}
Complaint allow_private_addresses(CheckRequest& request, std::string_view /*value*/) {
  request.server.endpoints.privates = PrivateAddresses::allowed;
  return k_fits;
}
Complaint open_healthz(CheckRequest& request, std::string_view /*value*/) {
  request.server.healthz = WithoutToken::allowed;
  return k_fits;
}
Complaint hook_command(CheckRequest& request, std::string_view value) {
  return set_path(request.server.hooks.command, value);
}
Complaint hook_url(CheckRequest& request, std::string_view value) {
  request.server.hooks.url = value;
  const auto fault = post_url_fault(request.server.hooks.url);
  return fault ? Complaint(message_for(*fault)) : k_fits;
}
Complaint hook_secret_file(CheckRequest& request, std::string_view value) {
  return set_path(request.server.hooks.secret_file, value);
}
Complaint hook_mail(CheckRequest& request, std::string_view value) {
  return set_address(request.server.hooks.mail, value);
}
Complaint hook_mail_from(CheckRequest& request, std::string_view value) {
  return set_address(request.server.hooks.mail_from, value);
}
Complaint open_metrics(CheckRequest& request, std::string_view /*value*/) {
  request.server.metrics = WithoutToken::allowed;
  return k_fits;
}

Complaint every(CheckRequest& request, std::string_view value) {
  constexpr std::chrono::minutes k_least{1};  // further limits are the providers'
  constexpr std::chrono::hours k_most{24 * 30};
  const auto time = parse_duration(value);
  if (!time || *time < k_least || *time > k_most) {
    return Message::value_not_every;
  }
  request.server.every = std::chrono::floor<std::chrono::seconds>(*time);
  return k_fits;
}
Complaint once(CheckRequest& request, std::string_view /*value*/) {
  request.server.once = true;
  return k_fits;
}
Complaint textfile(CheckRequest& request, std::string_view value) { return set_path(request.server.textfile, value); }

}  // namespace pecprobe::option_values
