// What only `serve` takes.
#pragma once

#include "probe/monitor/slots.hpp"
#include "probe/serve/access/address_rule.hpp"
#include "probe/serve/http/server.hpp"
#include "probe/serve/routes/site.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// Who is told of changes; empty where nobody is.
struct HookOptions {
  std::string command;
  std::string url;
  std::string secret_file;
  std::string mail;       // to whom
  std::string mail_from;  // the account that sends them

  [[nodiscard]] bool is_any() const noexcept { return !command.empty() || !url.empty() || !mail.empty(); }
};

/// Paths are empty where they are not named.
struct ServerSettings {
  ListenPlace listen{"localhost", 8993};
  std::string accounts_file;
  std::string token_file;
  std::string certificate;
  std::string key;
  std::vector<std::string> names;  // in Host, besides that of `listen`
  HookOptions hooks;
  EndpointRules endpoints;
  WithoutToken healthz = WithoutToken::refused;
  WithoutToken metrics = WithoutToken::refused;
  std::optional<monitor::Interval> every;  // the accounts are tested in the background; none: they are not
  bool once = false;                       // … once, and that is all
  std::string textfile;                    // for node_exporter
};

}  // namespace pecprobe
