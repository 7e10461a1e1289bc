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

constexpr std::array<std::pair<std::string_view, AppPasswordUse>, 3> k_app_password_uses = {{
    {"unknown", AppPasswordUse::unknown},
    {"with_two_step", AppPasswordUse::with_two_step},
    {"always", AppPasswordUse::always},
}};

Endpoint endpoint(const toml::table& row, std::string_view key, const std::string& url) {
  auto read = parse_endpoint_url(url);
  if (!read) {
    throw BadRow(row, fmt::format("'{}' must be a URL such as imaps://host", key));
  }
  return std::move(*read);
}

std::vector<Endpoint> endpoints(const toml::table& row) {
  std::vector<Endpoint> found;
  for (const Protocol protocol : k_protocols) {
    const std::string_view key = to_string(protocol);
    if (!row.contains(key)) {
      continue;
    }
    found.push_back(endpoint(row, key, text(row, key)));
    if (found.back().protocol != protocol) {
      throw BadRow(row, fmt::format("'{}' must be a URL of that protocol", key));
    }
  }
  if (found.empty()) {
    throw BadRow(row, "no service");
  }
  return found;
}

std::string source(const toml::table& row) {
  return fmt::format("{} ({}): {}", text(row, "who"), text(row, "date"), text(row, "says"));
}

std::vector<std::string> sources(const toml::table& row) {
  std::vector<std::string> found;
  for_each_row(row, "sources", [&](const toml::table& item) {
    only_keys(item, {"who", "date", "says"});
    found.push_back(source(item));
  });
  if (found.empty()) {
    throw BadRow(row, "a row needs at least one source");
  }
  return found;
}

std::vector<KnownRefusal> refusals(const toml::table& row) {
  std::vector<KnownRefusal> found;
  for_each_row(row, "refusals", [&](const toml::table& item) {
    only_keys(item, {"text", "means", "who", "date"});
    const auto code = code_from_id(text(item, "means"));
    if (!code) {
      throw BadRow(item, fmt::format("'{}' is no diagnosis", text(item, "means")));
    }
    found.push_back({text(item, "text"), *code, fmt::format("{} ({})", text(item, "who"), text(item, "date"))});
  });
  return found;
}

std::optional<std::chrono::sys_days> date(const toml::table& row, std::string_view key) {
  const auto value = row[key].value_exact<toml::date>();
  if (!value) {
    throw BadRow(row, fmt::format("'{}' must be a date", key));
  }
  return std::chrono::sys_days{std::chrono::year{value->year} / value->month / value->day};
}

std::vector<std::pair<Protocol, SourceCertainty>> weaker_services(const toml::table& row) {
  std::vector<std::pair<Protocol, SourceCertainty>> found;
  for (const Protocol protocol : k_protocols) {
    const std::string key = fmt::format("{}_certainty", to_string(protocol));
    if (row.contains(key)) {
      found.emplace_back(protocol, named(row, key, k_certainties));
    }
  }
  return found;
}

/// What is known of passwords and menus.
void read_policy(const toml::table& row, Provider& provider) {
  provider.app_password_months = whole_number(row, "app_password_months");
  provider.app_password_days = whole_number(row, "app_password_days");
  provider.app_password_other_months = whole_number(row, "app_password_other_months");
  provider.extension_from_days = whole_number(row, "extension_from_days");
  provider.generated_length = whole_number(row, "generated_length");
  provider.generated_alphabet = optional_text(row, "generated_alphabet");
  provider.app_password_menu = optional_text(row, "app_password_menu");
  provider.protocols_menu = optional_text(row, "protocols_menu");
  provider.multiuser_menu = optional_text(row, "multiuser_menu");
  provider.portal = optional_text(row, "portal");
  provider.sending_per_minute = whole_number(row, "sending_per_minute");
  provider.has_archive = flag(row, "has_archive");
  provider.refusals = refusals(row);
  if (row.contains("app_password")) {
    provider.app_password = named(row, "app_password", k_app_password_uses);
  }
}

Provider provider(const toml::table& row, RowOrigin origin) {
  only_keys(row, {"id",
                  "name",
                  "company",
                  "checked",
                  "certainty",
                  "domains",
                  "possible_domains",
                  "mail_exchangers",
                  "spf_includes",
                  "imap",
                  "pop3",
                  "smtp",
                  "imap_certainty",
                  "pop3_certainty",
                  "smtp_certainty",
                  "other_endpoints",
                  "login",
                  "app_password",
                  "app_password_months",
                  "app_password_days",
                  "app_password_other_months",
                  "app_password_menu",
                  "extension_from_days",
                  "generated_length",
                  "generated_alphabet",
                  "portal",
                  "protocols_menu",
                  "multiuser_menu",
                  "sending_per_minute",
                  "has_archive",
                  "refusals",
                  "sources"});
  Provider read;
  read.id = text(row, "id");
  read.name = text(row, "name");
  read.endpoints = endpoints(row);
  read.company = optional_text(row, "company");
  read.possible_domains = optional_texts(row, "possible_domains");
  read.mail_exchangers = optional_texts(row, "mail_exchangers");
  read.spf_includes = optional_texts(row, "spf_includes");
  read.weaker_services = weaker_services(row);
  for (const std::string& url : optional_texts(row, "other_endpoints")) {
    read.other_endpoints.push_back(endpoint(row, "other_endpoints", url));
  }
  read_policy(row, read);
  if (origin == RowOrigin::built_in || row.contains("sources")) {
    read.domains = texts(row, "domains");
    read.login_form = named(row, "login", k_login_forms);
    read.certainty = named(row, "certainty", k_certainties);
    read.checked = date(row, "checked");
    read.sources = sources(row);
  } else {  // whoever writes his own row vouches for it
    read.domains = optional_texts(row, "domains");
    read.login_form = row.contains("login") ? named(row, "login", k_login_forms) : LoginForm::full_address;
    read.certainty = SourceCertainty::own;
  }
  return read;
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

tl::expected<ProviderTable, std::string> ProviderTableReader::read(std::string_view toml, RowOrigin origin) {
  return read_document(toml, [origin](const toml::table& document) {
    only_keys(document, {"provider", "closed", "ordinary_mail", "wrong_host"});
    ProviderTable table;
    for_each_row(document, "provider", [&](const toml::table& row) {
      Provider read = provider(row, origin);
      if (table.find_provider(read.id) != nullptr) {
        throw BadRow(row, fmt::format("the id '{}' stands twice", read.id));
      }
      table.m_providers.push_back(std::move(read));
    });
    for_each_row(document, "closed", [&](const toml::table& row) { table.m_closed.push_back(closed_service(row)); });
    for_each_row(document, "ordinary_mail", [&](const toml::table& row) {
      only_keys(row, {"mail_exchangers", "sources"});
      (void)sources(row);
      for (std::string& name : texts(row, "mail_exchangers")) {
        table.m_ordinary_exchangers.push_back(std::move(name));
      }
    });
    for_each_row(document, "wrong_host", [&](const toml::table& row) {
      for (std::string& host : texts(row, "hosts")) {
        table.m_wrong_hosts.push_back({std::move(host), wrong_host(row)});
      }
    });
    return table;
  });
}

}  // namespace pecprobe
