#include "probe/hooks/mail_hook.hpp"

#include "probe/hooks/mail_text.hpp"
#include "protocols/base/redactor.hpp"
#include "protocols/base/text.hpp"
#include "protocols/net/smtp_submission.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace pecprobe::hooks {

namespace {

constexpr std::size_t k_longest_words = 300;
constexpr std::chrono::seconds k_between_mails{10};

class MailHook final : public Deliverer {
 public:
  MailHook(MailSettings settings, const Clock& clock) : m_settings(std::move(settings)), m_clock(clock) {}

  [[nodiscard]] Hook hook() const noexcept override { return Hook::mail; }

  [[nodiscard]] std::chrono::milliseconds rest_after() const noexcept override { return k_between_mails; }

  [[nodiscard]] std::optional<std::string> deliver(const Delivery& delivery, const std::stop_token& stop) override {
    const auto sender = m_settings.sender(stop);
    if (!sender) {
      return sender.error();
    }
    const auto memory = m_settings.open_memory ? m_settings.open_memory() : nullptr;
    if (is_held_back(*sender, memory.get())) {
      return fmt::format("{} refused this password; it is not tried again", authority(sender->endpoint()));
    }
    const auto failure = submit_mail(mail_of(delivery, *sender), sender->password, m_settings.options, stop);
    const bool was_refused = failure && failure->is_login_refused;
    if (was_refused) {
      m_refused = MailSender{sender->account, sender->password};
    }
    if (memory != nullptr) {
      // An accepted login would make it forget what other services refused.
      const auto kind = was_refused ? LoginOutcome::Kind::refused : LoginOutcome::Kind::no_verdict;
      memory->settle(sender->account, sender->password, {LoginOutcome{kind, RememberedRefusal{}}});
    }
    return failure ? std::optional(said_of(*failure, *sender)) : std::nullopt;
  }

 private:
  [[nodiscard]] bool is_held_back(const MailSender& sender, RefusalMemory* memory) const {
    const bool is_remembered = memory != nullptr && memory->begin(sender.account, sender.password).front().has_value();
    return is_remembered || ((memory == nullptr || memory->problem()) && is_refused(sender));
  }

  [[nodiscard]] bool is_refused(const MailSender& sender) const {
    return m_refused && m_refused->password == sender.password && m_refused->endpoint() == sender.endpoint() &&
           m_refused->account.login == sender.account.login;
  }

  [[nodiscard]] MailSubmission mail_of(const Delivery& delivery, const MailSender& sender) const {
    const MailPeople people{sender.account.address, m_settings.to};
    return {sender.endpoint(), sender.account.login, people.from, people.to,
            mail_text(delivery.body, people, m_settings.language, m_clock.wall_now())};
  }

  static std::string said_of(const SubmissionFailure& failure, const MailSender& sender) {
    const std::string words = Redactor{sender.password, sender.account.login}.redact(failure.words);
    return printable(fmt::format("{}: {}", authority(sender.endpoint()), words), k_longest_words);
  }

  MailSettings m_settings;
  const Clock& m_clock;
  std::optional<MailSender> m_refused;
};

}  // namespace

std::unique_ptr<Deliverer> make_mail_hook(MailSettings settings, const Clock& clock) {
  return std::make_unique<MailHook>(std::move(settings), clock);
}

}  // namespace pecprobe::hooks
