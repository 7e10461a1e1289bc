#include "probe/config/csv_records.hpp"

#include "protocols/base/text.hpp"

#include <csv.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

namespace pecprobe {

namespace {

tl::unexpected<AccountsFault> refuse(const FilePlace& place, AccountsProblem problem, std::string detail = {}) {
  return tl::unexpected(AccountsFault{place, problem, {}, std::move(detail)});
}

tl::expected<std::size_t, AccountsFault> read_at(int descriptor, char* into, std::size_t size, std::size_t at) {
  while (true) {
    const ssize_t count = ::pread(descriptor, into, size, static_cast<off_t>(at));
    if (count >= 0) {
      return static_cast<std::size_t>(count);
    }
    if (errno != EINTR) {
      return refuse({}, AccountsProblem::cannot_read, std::generic_category().message(errno));
    }
  }
}

/// The memory in which libcsv gathers a field, which may be a password: wiped when it grows or goes. Its size stands
/// before it.
constexpr std::size_t k_size_field = alignof(std::max_align_t);

void* grow(void* old, std::size_t size) {
  char* block = static_cast<char*>(std::malloc(k_size_field + size));
  if (block == nullptr) {
    return nullptr;
  }
  std::memcpy(block, &size, sizeof size);
  if (old != nullptr) {
    char* former = static_cast<char*>(old) - k_size_field;
    std::size_t former_size = 0;
    std::memcpy(&former_size, former, sizeof former_size);
    std::memcpy(block + k_size_field, old, std::min(size, former_size));
    wipe(old, former_size);
    std::free(former);
  }
  return block + k_size_field;
}

void release(void* old) {
  if (old != nullptr) {
    char* former = static_cast<char*>(old) - k_size_field;
    std::size_t former_size = 0;
    std::memcpy(&former_size, former, sizeof former_size);
    wipe(old, former_size);
    std::free(former);
  }
}

constexpr std::size_t k_first_piece = 512;  // bytes: a batch reads each row once more, and no other with it
constexpr std::size_t k_largest_piece = 16 * 1024;

int is_never_blank(unsigned char /*byte*/) { return 0; }

bool ends_line(char byte) noexcept { return byte == '\n' || byte == '\r'; }

}  // namespace

/// libcsv, fed byte by byte so that the place of every field is known.
class CsvRecords::Parser {
 public:
  Parser(int descriptor, char delimiter, std::size_t begin, std::size_t line)
      : m_descriptor(descriptor), m_next(begin), m_place{line, 1} {
    csv_init(&m_csv, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&m_csv, static_cast<unsigned char>(delimiter));
    csv_set_space_func(&m_csv, is_never_blank);
    csv_set_realloc_func(&m_csv, grow);
    csv_set_free_func(&m_csv, release);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { csv_free(&m_csv); }

  tl::expected<std::optional<CsvRecord>, AccountsFault> next() {
    while (!m_is_complete && !m_has_ended) {
      if (m_at == m_size) {
        if (auto fault = refill()) {
          return tl::unexpected(std::move(*fault));
        }
        continue;
      }
      if (auto fault = take(m_piece[m_at++])) {
        return tl::unexpected(std::move(*fault));
      }
    }
    return take_record();
  }

 private:
  static void on_field(void* bytes, std::size_t size, void* self) {
    auto* parser = static_cast<Parser*>(self);
    const std::string_view text = bytes == nullptr ? "" : std::string_view(static_cast<const char*>(bytes), size);
    parser->m_record.cells.push_back({parser->m_field, Secret{text}});
    parser->m_begins_field = true;
  }
  static void on_record(int /*terminator*/, void* self) { static_cast<Parser*>(self)->m_is_complete = true; }

  std::optional<AccountsFault> refill() {
    m_piece.resize(std::clamp(2 * m_piece.size(), k_first_piece, k_largest_piece));
    const auto count = read_at(m_descriptor, m_piece.data(), m_piece.size(), m_next);
    if (!count) {
      return count.error();
    }
    m_next += *count;
    m_size = *count;
    m_at = 0;
    if (*count == 0) {
      m_has_ended = true;
      if (csv_fini(&m_csv, on_field, on_record, this) != 0) {
        return AccountsFault{m_field, AccountsProblem::quotes_unbalanced, {}, {}};
      }
    }
    return std::nullopt;
  }

  std::optional<AccountsFault> take(char byte) {
    if (m_begins_field && (!ends_line(byte) || !m_record.cells.empty())) {
      m_field = m_place;
      if (m_record.cells.empty()) {
        m_record.begin = m_next - m_size + m_at - 1;  // `byte` was taken already
      }
      m_begins_field = false;
    }
    if (byte == '\0') {
      return AccountsFault{m_place, AccountsProblem::nul_byte, {}, {}};
    }
    if (csv_parse(&m_csv, &byte, 1, on_field, on_record, this) != 1) {
      return AccountsFault{m_place, AccountsProblem::quotes_unbalanced, {}, {}};
    }
    m_record_size = m_record.cells.empty() && m_begins_field ? 0 : m_record_size + 1;
    if (m_csv.entry_pos > k_max_csv_field) {
      return AccountsFault{m_field, AccountsProblem::field_too_long, {}, {}};
    }
    if (m_record_size > k_max_csv_record) {
      return AccountsFault{m_field, AccountsProblem::line_too_long, {}, {}};
    }
    step_over(byte);
    return std::nullopt;
  }

  void step_over(char byte) {
    const bool is_second_of_crlf = byte == '\n' && m_was_cr;
    m_was_cr = byte == '\r';
    if (ends_line(byte)) {
      m_place = {m_place.line + (is_second_of_crlf ? 0 : 1), 1};
    } else if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) {  // not inside a character of UTF-8
      ++m_place.column;
    }
  }

  tl::expected<std::optional<CsvRecord>, AccountsFault> take_record() {
    if (!m_is_complete) {
      return std::optional<CsvRecord>{};
    }
    m_is_complete = false;
    m_record_size = 0;
    for (const CsvCell& cell : m_record.cells) {
      if (valid_utf8_length(cell.bytes.reveal()) != cell.bytes.size()) {
        return refuse(cell.place, AccountsProblem::not_utf8);
      }
    }
    return std::optional(std::exchange(m_record, {}));
  }

  int m_descriptor;
  std::size_t m_next;                                // where in the file the next piece begins
  std::vector<char, WipingAllocator<char>> m_piece;  // may hold passwords
  std::size_t m_size = 0;
  std::size_t m_at = 0;
  csv_parser m_csv{};
  FilePlace m_place;  // of the byte that comes next
  FilePlace m_field;  // of the field that is being read
  bool m_begins_field = true;
  bool m_was_cr = false;
  bool m_is_complete = false;
  bool m_has_ended = false;
  std::size_t m_record_size = 0;
  CsvRecord m_record;
};

CsvRecords::CsvRecords(int descriptor, char delimiter, std::size_t begin, std::size_t line)
    : m_parser(std::make_unique<Parser>(descriptor, delimiter, begin, line)) {}
CsvRecords::~CsvRecords() = default;

tl::expected<std::optional<CsvRecord>, AccountsFault> CsvRecords::next() { return m_parser->next(); }

tl::expected<CsvDialect, AccountsFault> csv_dialect(int descriptor) {
  std::vector<char, WipingAllocator<char>> beginning(k_max_csv_field * 4);  // may hold passwords
  const auto size = read_at(descriptor, beginning.data(), beginning.size(), 0);
  if (!size) {
    return tl::unexpected(size.error());
  }
  std::string_view rest(beginning.data(), *size);
  CsvDialect found;
  if (rest.starts_with("\xFF\xFE") || rest.starts_with("\xFE\xFF")) {
    return refuse({1, 1}, AccountsProblem::utf16);
  }
  if (rest.starts_with("\xEF\xBB\xBF")) {
    rest.remove_prefix(3);
  }
  constexpr std::string_view k_told = "sep=";  // by Excel to itself; other programs show it as a line
  if (istarts_with(rest, k_told) && rest.size() > k_told.size() + 1 && ends_line(rest[k_told.size() + 1])) {
    found.delimiter = rest[k_told.size()];
    rest.remove_prefix(k_told.size() + 1);
    rest.remove_prefix(rest.starts_with("\r\n") ? 2 : 1);
    found.first_line = 2;
    found.begin = static_cast<std::size_t>(rest.data() - beginning.data());
    return found;
  }
  found.begin = static_cast<std::size_t>(rest.data() - beginning.data());
  std::size_t most = 0;
  for (const char delimiter : {';', ',', '\t'}) {
    bool is_quoted = false;
    std::size_t count = 0;
    for (const char byte : rest) {
      is_quoted = is_quoted != (byte == '"');
      if (!is_quoted && ends_line(byte)) {
        break;
      }
      count += !is_quoted && byte == delimiter ? 1 : 0;
    }
    if (count > most) {
      most = count;
      found.delimiter = delimiter;
    }
  }
  return found;
}

}  // namespace pecprobe
