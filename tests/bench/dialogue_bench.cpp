// How fast the dialogues read, and what one of them takes from the heap.
#include "protocols/imap/dialogue.hpp"
#include "protocols/pop3/dialogue.hpp"
#include "protocols/smtp/dialogue.hpp"
#include "tests/bench/allocations.hpp"
#include "tests/bench/benchmarks.hpp"
#include "tests/bench/canned_server.hpp"

#include <benchmark/benchmark.h>

#include <memory>

namespace pecprobe::bench {
namespace {

std::unique_ptr<Dialogue> make_dialogue(Protocol protocol, const DialogueInput& input) {
  switch (protocol) {
    case Protocol::imap: return make_imap_dialogue(input);
    case Protocol::pop3: return make_pop3_dialogue(input);
    case Protocol::smtp: return make_smtp_dialogue(input);
  }
  return nullptr;
}

/// One dialogue from its beginning to its farewell; false when it did not end in an accepted login.
bool run_dialogue(Protocol protocol, const DialogueInput& input, const std::vector<std::string>& answers) {
  const auto dialogue = make_dialogue(protocol, input);
  Wants wants = dialogue->on_open();
  for (const std::string& answer : answers) {
    wants = dialogue->on_bytes(answer);
  }
  return wants.next == Next::finish && dialogue->facts().auth.accepted && dialogue->facts().stop == Stop::none;
}

void measure(benchmark::State& state, Protocol protocol, Length length) {
  const Credentials credentials{"casella@pec.example", Secret{"app-password-1"}};
  const Redactor redactor(credentials.password, credentials.login);
  const DialogueInput input{credentials, redactor, TlsMode::implicit, std::string(k_client_name), {}, {}};
  const std::vector<std::string> answers = canned_answers(protocol, length);
  const Allocations before = allocations();
  for ([[maybe_unused]] auto iteration : state) {
    if (!run_dialogue(protocol, input, answers)) {
      state.SkipWithError("the dialogue did not end in an accepted login");
      return;
    }
  }
  const Allocations after = allocations();
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size_of(answers)));
  using benchmark::Counter;
  state.counters["allocations"] = Counter(static_cast<double>(after.count - before.count), Counter::kAvgIterations);
  state.counters["heap"] =
      Counter(static_cast<double>(after.bytes - before.bytes), Counter::kAvgIterations, Counter::kIs1024);
}

}  // namespace

void register_dialogue_benchmarks() {
  for (const Protocol protocol : k_protocols) {
    const std::string name(to_string(protocol));
    benchmark::RegisterBenchmark(("dialogue/" + name).c_str(), measure, protocol, Length::usual);
    benchmark::RegisterBenchmark(("parsing/" + name).c_str(), measure, protocol, Length::longest);
  }
}

}  // namespace pecprobe::bench
