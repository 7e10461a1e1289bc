#include "probe/hooks/command_hook.hpp"

#include "probe/config/child_wait.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

namespace pecprobe::hooks {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array k_inherited = {"PATH", "HOME", "LANG", "TZ"};

std::string said_by_system(int number) { return std::generic_category().message(number); }

/// The code of one side of a change; empty where it was not known.
std::string code_of(const Json& state) { return state.is_null() ? std::string{} : state.at("code").get<std::string>(); }

std::string changes_of(const Json& change) {
  std::string changes;
  for (const Json& service : change.at("services")) {
    changes += fmt::format("{}{}:{}:{}", changes.empty() ? "" : " ", service.at("protocol").get<std::string>(),
                           code_of(service.at("before")), code_of(service.at("after")));
  }
  return changes;
}

std::vector<std::string> environment_for(const Json& change) {
  std::vector<std::string> environment;
  for (const char* name : k_inherited) {
    if (const char* value = std::getenv(name)) {
      environment.push_back(fmt::format("{}={}", name, value));
    }
  }
  environment.push_back("PECPROBE_DELIVERY=" + change.at("id").get<std::string>());
  environment.push_back("PECPROBE_ACCOUNT=" + change.at("account").get<std::string>());
  environment.push_back("PECPROBE_CHANGES=" + changes_of(change));
  return environment;
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// A file without a name: whoever reads slowly, or not at all, holds nobody up. Null, with errno, when there is no
/// room.
File file_with(const std::string& text) {
  File file(std::tmpfile(), &std::fclose);
  if (file != nullptr && (std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() ||
                          std::fflush(file.get()) != 0 || std::fseek(file.get(), 0, SEEK_SET) != 0)) {
    file.reset();
  }
  return file;
}

class CommandHook final : public Deliverer {
 public:
  CommandHook(std::vector<std::string> words, std::chrono::milliseconds limit)
      : m_words(std::move(words)), m_limit(limit) {}

  [[nodiscard]] Hook hook() const noexcept override { return Hook::command; }

  [[nodiscard]] std::optional<std::string> deliver(const Delivery& delivery, const std::stop_token& stop) override {
    const Json change = Json::parse(delivery.body);
    const File report = file_with(change.at("report").dump(2) + "\n");
    if (report == nullptr) {
      return "the report has no room in a temporary file: " + said_by_system(errno);
    }
    auto child = ChildProcess::start(m_words, {fileno(report.get()), environment_for(change)});
    if (!child) {
      return "cannot be started: " + said_by_system(child.error());
    }
    const ChildOutcome outcome = await_child(*child, {.limit = m_limit,
                                                      .must_stop = [&stop] { return stop.stop_requested(); },
                                                      .on_output = [](std::string_view /*dropped*/) {}});
    switch (outcome.end) {
      case ChildEnd::by_itself: break;
      case ChildEnd::timed_out: return fmt::format("did not end within {} seconds", m_limit.count() / 1000);
      case ChildEnd::stopped: return "was stopped";
    }
    if (child->wait_status() == 0) {
      return std::nullopt;
    }
    const std::string said = shown_error_output(outcome.error_output);
    return how_child_ended(child->wait_status()) + (said.empty() ? "" : ": " + said);
  }

 private:
  std::vector<std::string> m_words;
  std::chrono::milliseconds m_limit;
};

}  // namespace

std::unique_ptr<Deliverer> make_command_hook(std::vector<std::string> words, std::chrono::milliseconds limit) {
  return std::make_unique<CommandHook>(std::move(words), limit);
}

}  // namespace pecprobe::hooks
