#include "probe/hooks/delivery_queue.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <utility>

namespace pecprobe::hooks {

namespace {

std::int64_t milliseconds(Timestamp time) { return time.time_since_epoch().count(); }

void insert(SQLite::Database& database, Hook hook, const std::string& id, const std::string& body, Timestamp now) {
  SQLite::Statement statement(
      database,
      "INSERT OR IGNORE INTO delivery (hook, id, body, failures, next_try, queued_at) VALUES (?, ?, ?, 0, ?, ?)");
  statement.bind(1, std::string(to_string(hook)));
  statement.bind(2, id);
  statement.bind(3, body);
  statement.bind(4, milliseconds(now));
  statement.bind(5, milliseconds(now));
  statement.exec();
}

/// How many of the oldest went.
std::size_t drop_oldest(SQLite::Database& database, Hook hook) {
  SQLite::Statement statement(database,
                              "DELETE FROM delivery WHERE hook = :hook AND number <= (SELECT number FROM delivery"
                              " WHERE hook = :hook ORDER BY number DESC LIMIT 1 OFFSET :most)");
  statement.bind(":hook", std::string(to_string(hook)));
  statement.bind(":most", static_cast<std::int64_t>(k_most_deliveries));
  return static_cast<std::size_t>(statement.exec());
}

std::optional<Delivery> first_due(SQLite::Database& database, Hook hook, Timestamp now,
                                  std::chrono::milliseconds longest_wait) {
  SQLite::Statement statement(database,
                              "SELECT number, id, body, failures FROM delivery WHERE hook = ?"
                              " AND (next_try <= ? OR next_try > ?) ORDER BY number LIMIT 1");
  statement.bind(1, std::string(to_string(hook)));
  statement.bind(2, milliseconds(now));
  statement.bind(3, milliseconds(now + longest_wait));
  if (!statement.executeStep()) {
    return std::nullopt;
  }
  return Delivery{statement.getColumn(0).getInt64(), statement.getColumn(1).getString(),
                  statement.getColumn(2).getString(), statement.getColumn(3).getInt()};
}

std::optional<Timestamp> next_try(SQLite::Database& database, Hook hook) {
  SQLite::Statement statement(database, "SELECT min(next_try) FROM delivery WHERE hook = ?");
  statement.bind(1, std::string(to_string(hook)));
  if (!statement.executeStep() || statement.getColumn(0).isNull()) {
    return std::nullopt;
  }
  return Timestamp{Timestamp::duration{statement.getColumn(0).getInt64()}};
}

}  // namespace

std::string_view to_string(Hook hook) noexcept {
  switch (hook) {
    case Hook::command: return "command";
    case Hook::webhook: return "webhook";
    case Hook::mail: return "mail";
  }
  return "";
}

tl::expected<std::unique_ptr<DeliveryQueue>, StateProblem> DeliveryQueue::open(const std::string& path) {
  auto file = StateFile::open(path, IfMissing::create);
  if (!file) {
    return tl::unexpected(file.error());
  }
  if (auto problem = (*file)->await_disk()) {
    return tl::unexpected(std::move(*problem));
  }
  return std::unique_ptr<DeliveryQueue>(new DeliveryQueue(*std::move(file)));
}

std::size_t put_deliveries(SQLite::Database& state, const std::string& id, const std::string& body,
                           const std::vector<Hook>& hooks, Timestamp now) {
  std::size_t dropped = 0;
  for (const Hook hook : hooks) {
    insert(state, hook, id, body, now);
    dropped += drop_oldest(state, hook);
  }
  return dropped;
}

tl::expected<std::size_t, StateProblem> DeliveryQueue::forget_older(Timestamp limit) {
  const std::scoped_lock lock(m_mutex);
  bool has_old = false;
  auto problem = m_file->read([&](SQLite::Database& database) {
    SQLite::Statement statement(database, "SELECT EXISTS (SELECT 1 FROM delivery WHERE queued_at < ?)");
    statement.bind(1, milliseconds(limit));
    has_old = statement.executeStep() && statement.getColumn(0).getInt() != 0;
  });
  std::size_t forgotten = 0;
  if (has_old) {  // else nobody has to wait for the right to write
    problem = m_file->write([&](SQLite::Database& database) {
      SQLite::Statement statement(database, "DELETE FROM delivery WHERE queued_at < ?");
      statement.bind(1, milliseconds(limit));
      forgotten = static_cast<std::size_t>(statement.exec());
    });
  }
  return problem ? tl::expected<std::size_t, StateProblem>(tl::unexpected(*std::move(problem))) : forgotten;
}

tl::expected<Waiting, StateProblem> DeliveryQueue::waiting(Hook hook, Timestamp now,
                                                           std::chrono::milliseconds longest_wait) {
  const std::scoped_lock lock(m_mutex);
  Waiting waiting;
  auto problem = m_file->read([&](SQLite::Database& database) {
    waiting.due = first_due(database, hook, now, longest_wait);
    waiting.next = waiting.due ? std::nullopt : next_try(database, hook);
  });
  if (problem) {
    return tl::unexpected(std::move(*problem));
  }
  return waiting;
}

std::optional<StateProblem> DeliveryQueue::remove(const Delivery& delivery) {
  const std::scoped_lock lock(m_mutex);
  return m_file->write([&](SQLite::Database& database) {
    SQLite::Statement statement(database, "DELETE FROM delivery WHERE number = ?");
    statement.bind(1, delivery.number);
    statement.exec();
  });
}

std::optional<StateProblem> DeliveryQueue::postpone(const Delivery& delivery, Timestamp next_try) {
  const std::scoped_lock lock(m_mutex);
  return m_file->write([&](SQLite::Database& database) {
    SQLite::Statement statement(database, "UPDATE delivery SET failures = failures + 1, next_try = ? WHERE number = ?");
    statement.bind(1, milliseconds(next_try));
    statement.bind(2, delivery.number);
    statement.exec();
  });
}

}  // namespace pecprobe::hooks
