#include "probe/cli/ignored_environment.hpp"

#include <stdlib.h>

#include <array>

namespace pecprobe {

namespace {

constexpr std::array k_ignored = {
    "ALL_PROXY",   "all_proxy",   "HTTP_PROXY",    "http_proxy",    "HTTPS_PROXY",  "https_proxy",
    "NO_PROXY",    "no_proxy",    "IMAP_PROXY",    "imap_proxy",    "IMAPS_PROXY",  "imaps_proxy",
    "POP3_PROXY",  "pop3_proxy",  "POP3S_PROXY",   "pop3s_proxy",   "SMTP_PROXY",   "smtp_proxy",
    "SMTPS_PROXY", "smtps_proxy", "SSLKEYLOGFILE", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE",
};

}  // namespace

std::vector<std::string> ignored_variables(const Environment& environment) {
  std::vector<std::string> found;
  for (const char* name : k_ignored) {
    if (!environment(name).value_or("").empty()) {
      found.emplace_back(name);
    }
  }
  return found;
}

void forget_key_log() { ::unsetenv("SSLKEYLOGFILE"); }

void forget_trust_variables() {
  ::unsetenv("SSL_CERT_FILE");
  ::unsetenv("SSL_CERT_DIR");
}

}  // namespace pecprobe
