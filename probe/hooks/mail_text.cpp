#include "probe/hooks/mail_text.hpp"

#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace pecprobe::hooks {

namespace {

using Json = nlohmann::json;

constexpr std::size_t k_encoded_line = 76;  // RFC 2045 §6.8

std::string service_name(const Json& service) { return ascii_upper(service.at("protocol").get<std::string>()); }

/// "IMAP auth_rejected, SMTP ok": those that changed.
std::string changes_of(const Json& change) {
  std::string changes;
  for (const Json& service : change.at("services")) {
    if (service.at("changed")) {
      changes += fmt::format("{}{} {}", changes.empty() ? "" : ", ", service_name(service),
                             service.at("after").at("code").get<std::string>());
    }
  }
  return changes;
}

/// The service in the account's report; null when it is not there.
const Json* reported(const Json& change, const std::string& protocol) {
  for (const Json& service : change.at("report").at("accounts").at(0).at("services")) {
    if (service.at("protocol") == protocol) {
      return &service;
    }
  }
  return nullptr;
}

std::string paragraph(const Json& change, const Json& service, const Wording& wording) {
  const Json* full = reported(change, service.at("protocol"));
  const std::string code = service.at("after").at("code");
  const std::string title = full != nullptr ? full->at("diagnosis").at("title").get<std::string>() : code;
  std::string text = fmt::format("{}: {} ({})\n", service_name(service), title, code);
  if (service.at("changed") && !service.at("before").is_null()) {
    const std::string before = service.at("before").at("code");
    text += wording.text("hook.before", fmt::arg("code", before)) + "\n";
  }
  if (full != nullptr) {
    for (const Json& advice : full->at("diagnosis").at("advice")) {
      text += fmt::format("- {}\n", advice.get<std::string>());
    }
  }
  return text + "\n";
}

std::string encoded_lines(const std::string& text) {
  const std::string encoded = base64_encode(text);
  std::string lines;
  for (std::size_t at = 0; at < encoded.size(); at += k_encoded_line) {
    lines += encoded.substr(at, k_encoded_line) + "\r\n";
  }
  return lines;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

std::string mail_text(const std::string& body, const MailPeople& people, Language language, Timestamp now) {
  const Json change = Json::parse(body);
  const Wording& wording = Wording::of(language);
  const std::string account = change.at("account");
  const std::string at = change.at("at");
  std::string text = account + "\n\n";
  for (const Json& service : change.at("services")) {
    text += paragraph(change, service, wording);
  }
  text += wording.text("hook.footer", fmt::arg("at", at)) + "\n";
  const std::string subject = fmt::format("PEC {}: {}", is_ascii(account) ? account : "", changes_of(change));
  return fmt::format(
             "From: <{}>\r\nTo: <{}>\r\nSubject: {}\r\nDate: {:%a, %d %b %Y %H:%M:%S} +0000\r\n"
             "Message-ID: <{}@pecprobe.invalid>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
             "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
             people.from, people.to, subject, fmt::gmtime(std::chrono::system_clock::to_time_t(now)),
             change.at("id").get<std::string>()) +
         encoded_lines(text);
}

}  // namespace pecprobe::hooks
