#include "probe/batch/journal_line.hpp"

#include "probe/model/iso_date.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/json_account.hpp"
#include "probe/report/json_field.hpp"
#include "probe/report/report_reader.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace pecprobe::journal_line {

namespace {

constexpr std::string_view k_schema = "pecprobe.journal/1";
constexpr std::string_view k_second = R"({"second_password_of":)";
constexpr std::int64_t k_most_rows = std::numeric_limits<std::uint32_t>::max();

std::size_t count(const JsonField& field) { return static_cast<std::size_t>(field.integer(0, k_most_rows)); }

JournalHeader header(const JsonField& field) {
  if (field["schema"].text() != k_schema) {
    field["schema"].refuse("not pecprobe.journal/1");
  }
  const auto started = parse_report_time(field["started_at"].text());
  const auto today = parse_iso_date(field["today"].text());
  const auto language = Language::of_tag(field["lang"].text());
  if (!started || !today || !language) {
    field.refuse("a time, day or language that is none");
  }
  return {field["digest"].text(), count(field["accounts"]), *started, *today, *language};
}

template <typename Read>
auto read_line(std::string_view line, Read read)
    -> tl::expected<decltype(read(std::declval<const nlohmann::json&>())), std::string> {
  const auto document = nlohmann::json::parse(line, nullptr, false);
  if (document.is_discarded()) {
    return tl::unexpected(std::string("not JSON"));
  }
  try {
    return read(document);
  } catch (const BadField& error) {
    return tl::unexpected(std::string(error.what()));
  }
}

}  // namespace

std::string of(const JournalHeader& header) {
  JsonWriter json(JsonWriter::Layout::one_line);
  json.object([&] {
    json.member("schema", k_schema);
    json.member("digest", header.digest);
    json.member("accounts", header.accounts);
    json.member("started_at", report_time(std::chrono::floor<std::chrono::seconds>(header.started_at)));
    json.member("today", iso_date(header.today));
    json.member("lang", header.language.tag());
  });
  return json.take();
}

std::string of(const JournalEntry& entry) { return of(entry, account_json(entry.account, DialogueInJson::left_out)); }

std::string of(const JournalEntry& entry, std::string_view account_json) {
  return fmt::format(R"({{"row":{},"line":{},"account":{}}})", entry.row, entry.line, account_json);
}

std::string of_second(std::size_t row) { return fmt::format("{}{}}}", k_second, row); }

std::optional<std::size_t> read_second(std::string_view line) {
  if (!line.starts_with(k_second) || !line.ends_with('}')) {
    return std::nullopt;
  }
  const auto row = parse_number(line.substr(k_second.size(), line.size() - k_second.size() - 1));
  return row && *row <= static_cast<std::uint64_t>(k_most_rows) ? std::optional<std::size_t>(*row) : std::nullopt;
}

tl::expected<JournalHeader, std::string> read_header(std::string_view line) {
  return read_line(line, [](const nlohmann::json& json) { return header({json, ""}); });
}

tl::expected<JournalEntry, std::string> read_entry(std::string_view line) {
  return read_line(line, [](const nlohmann::json& json) {
    const JsonField field{json, ""};
    JournalEntry entry{count(field["row"]), count(field["line"]), {}};
    auto account = read_account(json.contains("account") ? json["account"] : nlohmann::json());
    if (!account) {
      field.refuse(account.error());
    }
    entry.account = std::move(*account);
    return entry;
  });
}

}  // namespace pecprobe::journal_line
