// What the state file is made of, step by step.
#include "probe/state/state_file.hpp"

#include <array>

namespace pecprobe {

namespace {

constexpr std::array<std::string_view, 5> k_steps = {
    // Version 1: what was refused, and a digest of nothing that shows whether the key file is the one
    // that belongs to this file.
    R"sql(
CREATE TABLE refusal (
  protocol   TEXT    NOT NULL,
  host       TEXT    NOT NULL,
  port       INTEGER NOT NULL,
  login      TEXT    NOT NULL,
  address    TEXT    NOT NULL,
  digest     BLOB    NOT NULL CHECK (length(digest) = 32),
  code       TEXT    NOT NULL,
  certainty  TEXT    NOT NULL,
  said       TEXT    NOT NULL,
  times      INTEGER NOT NULL CHECK (times >= 1),
  refused_at INTEGER NOT NULL,
  next_try   INTEGER NOT NULL,
  claim      INTEGER,
  PRIMARY KEY (protocol, host, port, login)
) STRICT, WITHOUT ROWID;
CREATE INDEX refusal_by_address ON refusal (address, login);
CREATE TABLE key_check (
  one    INTEGER PRIMARY KEY CHECK (one = 1),
  digest BLOB    NOT NULL CHECK (length(digest) = 32)
) STRICT;
)sql",
    // Version 2: the dates of app passwords. Days as ISO 8601, so that they can be read and compared as they stand.
    R"sql(
CREATE TABLE ledger (
  id              INTEGER PRIMARY KEY,
  address         TEXT    NOT NULL COLLATE NOCASE,
  kind            TEXT    NOT NULL CHECK (kind IN ('mailbox', 'archive', 'multiuser')),
  login           TEXT    NOT NULL,
  provider        TEXT    NOT NULL,
  validity_months INTEGER,
  validity_days   INTEGER,
  extension_days  INTEGER,
  issued          TEXT    NOT NULL,
  expires         TEXT,
  deactivated     TEXT,
  revision        INTEGER NOT NULL CHECK (revision >= 0),
  UNIQUE (address, kind, login)
) STRICT;
CREATE TABLE ledger_extension (
  ledger  INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  number  INTEGER NOT NULL,
  day     TEXT    NOT NULL,
  expires TEXT    NOT NULL,
  PRIMARY KEY (ledger, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_program (
  ledger INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  name   TEXT    NOT NULL,
  done   TEXT,
  PRIMARY KEY (ledger, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_verified (
  ledger   INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  protocol TEXT    NOT NULL CHECK (protocol IN ('imap', 'pop3', 'smtp')),
  at       INTEGER NOT NULL,
  PRIMARY KEY (ledger, protocol)
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_event (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  ledger     INTEGER NOT NULL REFERENCES ledger (id) ON DELETE CASCADE,
  kind       TEXT    NOT NULL,
  day        TEXT    NOT NULL,
  expires    TEXT,
  detail     TEXT    NOT NULL,
  written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_event_by_ledger ON ledger_event (ledger, id);
)sql",
    // Version 3: what the tests in the background showed last, and when that changed. Times in milliseconds since 1970,
    // durations in microseconds.
    R"sql(
CREATE TABLE history_account (
  id            INTEGER PRIMARY KEY,
  address       TEXT    NOT NULL COLLATE NOCASE,
  kind          TEXT    NOT NULL CHECK (kind IN ('mailbox', 'archive', 'multiuser')),
  login         TEXT    NOT NULL,
  provider      TEXT    NOT NULL,
  tested_at     INTEGER NOT NULL,
  password_ends TEXT,
  UNIQUE (address, kind, login)
) STRICT;
CREATE TABLE history_service (
  account          INTEGER NOT NULL REFERENCES history_account (id) ON DELETE CASCADE,
  protocol         TEXT    NOT NULL CHECK (protocol IN ('imap', 'pop3', 'smtp')),
  tested_at        INTEGER NOT NULL,
  code             TEXT    NOT NULL,
  elapsed          INTEGER NOT NULL,
  certificate_ends INTEGER,
  held_until       INTEGER,
  known_code       TEXT,
  known_since      INTEGER,
  passed_at        INTEGER,
  PRIMARY KEY (account, protocol)
) STRICT, WITHOUT ROWID;
CREATE TABLE history_step (
  account  INTEGER NOT NULL,
  protocol TEXT    NOT NULL,
  number   INTEGER NOT NULL,
  step     TEXT    NOT NULL,
  took     INTEGER NOT NULL,
  PRIMARY KEY (account, protocol, number),
  FOREIGN KEY (account, protocol) REFERENCES history_service (account, protocol) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE history_transition (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  account  INTEGER NOT NULL REFERENCES history_account (id) ON DELETE CASCADE,
  at       INTEGER NOT NULL,
  protocol TEXT    NOT NULL CHECK (protocol IN ('imap', 'pop3', 'smtp')),
  before   TEXT,
  after    TEXT    NOT NULL
) STRICT;
CREATE INDEX history_transition_by_account ON history_transition (account, id);
CREATE TABLE provider_pause (
  provider TEXT    PRIMARY KEY,
  until    INTEGER NOT NULL,
  times    INTEGER NOT NULL CHECK (times >= 1),
  sign     TEXT    NOT NULL,
  accounts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
    // Version 4: what hooks still have to be told.
    R"sql(
CREATE TABLE delivery (
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  hook     TEXT    NOT NULL CHECK (hook IN ('command', 'webhook', 'mail')),
  id       TEXT    NOT NULL,
  body     TEXT    NOT NULL,
  failures INTEGER NOT NULL CHECK (failures >= 0),
  next_try INTEGER NOT NULL,
  UNIQUE (hook, id)
) STRICT;
CREATE INDEX delivery_by_time ON delivery (hook, next_try);
)sql",
    // Version 5: since when they wait. What stands there from before is of an older form, and older than anything.
    R"sql(
ALTER TABLE delivery ADD COLUMN queued_at INTEGER NOT NULL DEFAULT 0;
)sql",
};

}  // namespace

std::span<const std::string_view> schema_steps() noexcept { return k_steps; }

}  // namespace pecprobe
