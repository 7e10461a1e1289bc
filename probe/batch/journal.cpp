#include "probe/batch/journal.hpp"

#include "probe/batch/journal_line.hpp"
#include "probe/report/json_account.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace pecprobe {

namespace {

using Problem = JournalError::Problem;

/// The whole result of an account with every field at its cap is smaller.
constexpr std::size_t k_longest_line = std::size_t{16} * 1024 * 1024;

JournalError system_failure(Problem problem) { return {problem, std::generic_category().message(errno)}; }

std::optional<JournalError> untrusted(int descriptor) {
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) {
    return system_failure(Problem::cannot_open);
  }
  const bool is_private = S_ISREG(status.st_mode) && status.st_uid == geteuid() && (status.st_mode & 077) == 0;
  return is_private ? std::nullopt : std::optional(JournalError{Problem::not_private, {}});
}

JournalError damaged(std::size_t line, std::string_view reason) {
  return {Problem::damaged, fmt::format("{}: {}", line, reason)};
}

/// The password was sent, and the run was cut off before the answer.
bool is_unanswered(const ShownService& service) {
  return service.diagnosis.code == Code::cancelled && service.auth.attempted && !service.auth.accepted;
}

bool was_cut_off(const ShownAccount& account) {
  return std::any_of(account.services.begin(), account.services.end(),
                     [](const ShownService& service) { return service.diagnosis.code == Code::cancelled; });
}

}  // namespace

tl::expected<std::unique_ptr<Journal>, JournalError> Journal::open(const std::string& path, const JournalHeader& header,
                                                                   const JournalDoubt& doubt) {
  FileDescriptor file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0600)};
  if (!file.is_open()) {
    return tl::unexpected(system_failure(Problem::cannot_open));
  }
  if (auto error = untrusted(file.number())) {
    return tl::unexpected(std::move(*error));
  }
  if (flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
    return tl::unexpected(errno == EWOULDBLOCK ? JournalError{Problem::in_use, {}}
                                               : system_failure(Problem::cannot_open));
  }
  std::unique_ptr<Journal> journal(new Journal(std::move(file)));
  if (auto error = journal->go_on(header, doubt)) {
    return tl::unexpected(std::move(*error));
  }
  return journal;
}

std::optional<JournalError> Journal::begin(const JournalHeader& header) {
  const std::string line = journal_line::of(header);
  if (auto error = write_line(line)) {
    return error;
  }
  m_header = header;
  m_end = line.size() + 1;
  sync();
  return std::nullopt;
}

/// Takes in what stands in the file. A last line without its end is cut off.
std::optional<JournalError> Journal::go_on(const JournalHeader& header, const JournalDoubt& doubt) {
  std::string rest;
  std::array<char, 64 * 1024> piece{};
  std::uint64_t at = 0;
  std::size_t number = 0;
  while (true) {
    const ssize_t count = ::pread(m_file.number(), piece.data(), piece.size(), static_cast<off_t>(at));
    if (count < 0) {
      return system_failure(Problem::cannot_open);
    }
    if (count == 0) {
      break;
    }
    at += static_cast<std::uint64_t>(count);
    rest.append(piece.data(), static_cast<std::size_t>(count));
    std::size_t begin = 0;
    for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', begin)) {
      ++number;
      const std::string_view line = std::string_view(rest).substr(begin, end - begin);
      if (auto error = number == 1 ? take_header(line, header) : take_line(line, number, doubt)) {
        return error;
      }
      begin = end + 1;
    }
    rest.erase(0, begin);
    if (rest.size() > k_longest_line) {
      return damaged(number + 1, "too long");
    }
  }
  if (ftruncate(m_file.number(), static_cast<off_t>(m_end)) != 0) {
    return system_failure(Problem::cannot_write);
  }
  return number == 0 ? begin(header) : std::nullopt;
}

std::optional<JournalError> Journal::take_header(std::string_view line, const JournalHeader& expected) {
  auto found = journal_line::read_header(line);
  if (!found) {
    return JournalError{Problem::not_a_journal, found.error()};
  }
  if (found->digest != expected.digest || found->accounts != expected.accounts) {
    return JournalError{Problem::other_accounts, {}};
  }
  m_header = std::move(*found);
  m_end = line.size() + 1;
  return std::nullopt;
}

std::optional<JournalError> Journal::take_line(std::string_view line, std::size_t number, const JournalDoubt& doubt) {
  if (const auto row = journal_line::read_second(line)) {
    m_second_sent.insert(*row);
    m_end += line.size() + 1;
    return std::nullopt;
  }
  const auto entry = journal_line::read_entry(line);
  if (!entry) {
    return damaged(number, entry.error());
  }
  if (const auto objection = doubt(*entry)) {
    return damaged(number, *objection);
  }
  note(*entry, line.size());
  return std::nullopt;
}

void Journal::note(const JournalEntry& entry, std::size_t size) {
  if (entry.row >= m_places.size()) {
    m_places.resize(entry.row + 1);
  }
  Place& place = m_places[entry.row];
  const bool is_done = !was_cut_off(entry.account);
  m_done += is_done && !place.is_done ? 1 : 0;
  place = {m_end, static_cast<std::uint32_t>(size), is_done || place.is_done};
  m_end += size + 1;
  for (const ShownService& service : entry.account.services) {
    if (is_unanswered(service)) {
      m_unanswered[entry.row].push_back(service.endpoint);
    }
  }
}

std::vector<Endpoint> Journal::unanswered_twice(std::size_t row) const {
  std::vector<Endpoint> out;
  const auto tries = m_unanswered.find(row);
  if (tries == m_unanswered.end()) {
    return out;
  }
  for (auto one = tries->second.begin(); one != tries->second.end(); ++one) {
    if (std::find(tries->second.begin(), one, *one) != one) {
      out.push_back(*one);
    }
  }
  return out;
}

tl::expected<std::optional<JournalEntry>, JournalError> Journal::entry(std::size_t row) const {
  if (row >= m_places.size() || m_places[row].size == 0) {
    return std::optional<JournalEntry>{};
  }
  std::string line(m_places[row].size, '\0');
  const ssize_t count = ::pread(m_file.number(), line.data(), line.size(), static_cast<off_t>(m_places[row].offset));
  if (count != static_cast<ssize_t>(line.size())) {
    return tl::unexpected(system_failure(Problem::cannot_open));
  }
  auto found = journal_line::read_entry(line);
  return found ? tl::expected<std::optional<JournalEntry>, JournalError>(std::move(*found))
               : tl::unexpected(JournalError{Problem::damaged, found.error()});
}

std::optional<JournalError> Journal::add(const JournalEntry& entry) {
  return add_with_json(entry, account_json(entry.account, DialogueInJson::left_out));
}

std::optional<JournalError> Journal::add_with_json(const JournalEntry& entry, std::string_view json) {
  const std::string line = journal_line::of(entry, json);
  if (auto error = write_line(line)) {
    return error;
  }
  note(entry, line.size());
  return std::nullopt;
}

std::optional<JournalError> Journal::add_second(std::size_t row) {
  const std::string line = journal_line::of_second(row);
  if (auto error = write_line(line)) {
    return error;
  }
  m_second_sent.insert(row);
  m_end += line.size() + 1;
  return std::nullopt;
}

/// At the end of what note() knows.
std::optional<JournalError> Journal::write_line(const std::string& line) {
  if (const int error = m_sync_error; error != 0 && !m_failure) {
    m_failure = JournalError{Problem::cannot_write, std::generic_category().message(error)};
  }
  if (m_failure) {
    return m_failure;
  }
  const std::string bytes = line + '\n';
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t count =
        ::pwrite(m_file.number(), bytes.data() + written, bytes.size() - written, static_cast<off_t>(m_end + written));
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      m_failure = system_failure(Problem::cannot_write);
      return m_failure;
    }
    written += static_cast<std::size_t>(count);
  }
  m_has_news = true;
  return std::nullopt;
}

void Journal::sync() noexcept {
  if (m_has_news.exchange(false) && fdatasync(m_file.number()) != 0) {
    m_sync_error = errno;
  }
}

}  // namespace pecprobe
