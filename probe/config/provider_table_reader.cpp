#include "probe/config/provider_table_reader.hpp"

#include "probe/config/toml_row.hpp"

#include <array>

namespace pecprobe {

namespace {

using namespace toml_row;

constexpr std::array<std::pair<std::string_view, SourceCertainty>, 4> k_certainties = {{
    {"sure", SourceCertainty::sure},
    {"medium", SourceCertainty::medium},
    {"low", SourceCertainty::low},
    {"unknown", SourceCertainty::unknown},
}};
constexpr std::array<std::pair<std::string_view, LoginForm>, 3> k_login_forms = {{
    {"full_address", LoginForm::full_address},
    {"user_id", LoginForm::user_id},
    {"unknown", LoginForm::unknown},
}};
constexpr std::array<std::pair<std::string_view, WrongHostReason>, 4> k_reasons = {{
    {"ordinary_mail", WrongHostReason::ordinary_mail},
    {"mailbox_domain", WrongHostReason::mailbox_domain},
    {"misspelt", WrongHostReason::misspelt},
    {"unfounded", WrongHostReason::unfounded},
}};

std::vector<Endpoint> endpoints(const toml::table& row) {
  std::vector<Endpoint> found;
  for (const Protocol protocol : k_protocols) {
    const std::string_view key = to_string(protocol);
    if (!row.contains(key)) {
      continue;
    }
    auto endpoint = parse_endpoint_url(text(row, key));
    if (!endpoint || endpoint->protocol != protocol) {
      throw BadRow(row, fmt::format("'{}' must be a URL of that protocol", key));
    }
    found.push_back(std::move(*endpoint));
  }
  if (found.empty()) {
    throw BadRow(row, "no service");
  }
  return found;
}

std::vector<std::string> sources(const toml::table& row) {
  const toml::array* list = row["sources"].as_array();
  if (list == nullptr || list->empty()) {
    throw BadRow(row, "a row needs at least one source");
  }
  std::vector<std::string> found;
  for (const toml::node& item : *list) {
    const toml::table* source = item.as_table();
    if (source == nullptr) {
      throw BadRow(item, "a source must be {who, date, says}");
    }
    only_keys(*source, {"who", "date", "says"});
    found.push_back(fmt::format("{} ({}): {}", text(*source, "who"), text(*source, "date"), text(*source, "says")));
  }
  return found;
}

Provider provider(const toml::table& row) {
  only_keys(row, {"id", "name", "checked", "certainty", "domains", "possible_domains", "imap", "pop3", "smtp", "login",
                  "app_password_months", "app_password_days", "sources"});
  if (!row["checked"].is_date()) {
    throw BadRow(row, "'checked' must be a date");
  }
  return Provider{text(row, "id"),
                  text(row, "name"),
                  texts(row, "domains"),
                  endpoints(row),
                  named(row, "login", k_login_forms),
                  named(row, "certainty", k_certainties),
                  sources(row),
                  whole_number(row, "app_password_months"),
                  whole_number(row, "app_password_days")};
}

ClosedService closed_service(const toml::table& row) {
  only_keys(row, {"name", "domains", "since"});
  const auto since = whole_number(row, "since");
  if (!since) {
    throw BadRow(row, "'since' must be a year");
  }
  return {text(row, "name"), texts(row, "domains"), *since};
}

WrongHost wrong_host(const toml::table& row) {
  only_keys(row, {"hosts", "reason", "instead"});
  return {named(row, "reason", k_reasons), optional_text(row, "instead")};
}

}  // namespace

tl::expected<ProviderTable, std::string> ProviderTableReader::read(std::string_view toml) {
  return read_document(toml, [](const toml::table& document) {
    only_keys(document, {"provider", "closed", "wrong_host"});
    ProviderTable table;
    for_each_row(document, "provider", [&](const toml::table& row) {
      Provider read = provider(row);
      if (table.find_provider(read.id) != nullptr) {
        throw BadRow(row, fmt::format("the id '{}' stands twice", read.id));
      }
      for (std::string& domain : optional_texts(row, "possible_domains")) {
        table.m_possible_domains.push_back({std::move(domain), read.id});
      }
      table.m_providers.push_back(std::move(read));
    });
    for_each_row(document, "closed", [&](const toml::table& row) { table.m_closed.push_back(closed_service(row)); });
    for_each_row(document, "wrong_host", [&](const toml::table& row) {
      for (std::string& host : texts(row, "hosts")) {
        table.m_wrong_hosts.push_back({std::move(host), wrong_host(row)});
      }
    });
    return table;
  });
}

}  // namespace pecprobe
