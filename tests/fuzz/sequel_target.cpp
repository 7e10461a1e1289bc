// What goes on over a connection after the login, against arbitrary bytes: INBOX watched, a POP3 mailbox looked into, a
// message handed in. Nothing that deletes is ever written, one answer is given to whoever waits, and it always ends.
#include "protocols/imap/inbox_watch.hpp"
#include "protocols/pop3/uidl_look.hpp"
#include "protocols/smtp/submission.hpp"
#include "tests/fuzz/input.hpp"

#include <array>

namespace pecprobe {
namespace {

using fuzz::Input;
using fuzz::require;

constexpr std::array<std::string_view, 6> k_forbidden{"STORE", "EXPUNGE", "APPEND", " BODY[", "DELE", "CLOSE"};

class Line final : public SequelLine {
 public:
  void send(const std::vector<Outgoing>& flight) override { look_at(flight); }
  void leave(const std::vector<Outgoing>& farewell) override {
    look_at(farewell);
    has_left = true;
  }
  bool has_left = false;
  bool may_move = false;

 private:
  void look_at(const std::vector<Outgoing>& flight) const {
    require(!has_left);
    for (const Outgoing& command : flight) {
      for (const std::string_view word : k_forbidden) {
        require(command.shown.find(word) == std::string::npos);
      }
      require(may_move || command.shown.find("SELECT") == std::string::npos);
      require(command.bytes.reveal().ends_with("\r\n"));
    }
  }
};

class Watcher final : public NewMailWatcher {
 public:
  void on_baseline() override {
    require(!has_baseline && !has_stopped);
    has_baseline = true;
  }
  bool wants(std::string_view headers) override { return headers.size() % 2 == 0; }
  void on_message(const NewMessage& message) override {
    require(has_baseline && !has_stopped && message.bytes.size() <= k_max_watched_message);
  }
  void on_looked() override { require(has_baseline && !has_stopped); }
  void on_stopped(const WatchStop& /*stop*/) override {
    require(!has_stopped);
    has_stopped = true;
  }
  bool has_baseline = false;
  bool has_stopped = false;
};

const Redactor& redactor() {
  static const Secret password{"fuzzed-app-password"};
  static const Redactor one(password, "ditta@pec.example");
  return one;
}

void watch_inbox(Input& input) {
  Line line;
  Watcher watcher;
  imap::InboxWatch watch{watcher, redactor()};
  int moves = 0;
  watch.begin(line, "");
  while (!input.empty() && !line.has_left) {
    const std::uint8_t act = input.number();
    if (act < 0x08) {
      watch.look();
    } else if (act < 0x0A && watcher.has_baseline && !line.may_move) {
      line.may_move = true;
      watch.move_to_bin({1}, [&moves](imap::BinMove) { ++moves; });
    } else {
      watch.on_bytes(input.bytes(act));
    }
  }
  if (!line.has_left) {
    watch.on_end(ConnectionEnd::closed);
    require(watcher.has_stopped || moves == 1);
  }
  require(moves <= 1);
}

void look_into_mailbox(Input& input) {
  Line line;
  Watcher watcher;
  std::optional<std::set<std::string>> known;
  if (input.number() % 2 == 0) {
    known.emplace();
    watcher.has_baseline = true;
  }
  pop3::UidlLook look{watcher, redactor(), known};
  look.begin(line, "");
  while (!input.empty() && !line.has_left) {
    look.on_bytes(input.bytes(std::size_t{input.number()} + 1));
  }
  if (!line.has_left) {
    look.on_end(ConnectionEnd::closed);
    require(watcher.has_stopped);
  }
}

void hand_in(Input& input) {
  Line line;
  int ends = 0;
  smtp::Submission submission{{"a@b.example", "c@d.example", ".x\r\n"},
                              redactor(),
                              [&ends](const smtp::SubmissionOutcome& /*outcome*/) { ++ends; }};
  submission.begin(line, "");
  while (!input.empty() && !line.has_left) {
    submission.on_bytes(input.bytes(std::size_t{input.number()} + 1));
  }
  if (!line.has_left) {
    submission.on_end(ConnectionEnd::closed);
  }
  require(ends == 1);
}

void run(Input input) {
  switch (input.number() % 3) {
    case 0: watch_inbox(input); return;
    case 1: look_into_mailbox(input); return;
    default: hand_in(input); return;
  }
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pecprobe::run({data, size});
  return 0;
}
