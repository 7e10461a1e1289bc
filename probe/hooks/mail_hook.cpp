#include "probe/hooks/mail_hook.hpp"

#include "protocols/base/redactor.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

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
    const auto password = m_settings.password();
    if (!password) {
      return password.error();
    }
    if ((m_refused && *m_refused == *password) || (m_settings.is_held_back && m_settings.is_held_back(*password))) {
      return fmt::format("{} refused this password; it is not tried again", authority(m_settings.endpoint));
    }
    const MailSubmission mail{m_settings.endpoint, m_settings.login, m_settings.people.from, m_settings.people.to,
                              mail_text(delivery.body, m_settings.people, m_settings.language, m_clock.wall_now())};
    const auto failure = submit_mail(mail, *password, m_settings.options, stop);
    if (!failure) {
      return std::nullopt;
    }
    if (failure->is_login_refused) {
      m_refused = *password;
      if (m_settings.note_refusal) {
        m_settings.note_refusal(*password);
      }
    }
    const std::string words = Redactor{*password, m_settings.login}.redact(failure->words);
    return printable(fmt::format("{}: {}", authority(m_settings.endpoint), words), k_longest_words);
  }

 private:
  MailSettings m_settings;
  const Clock& m_clock;
  std::optional<Secret> m_refused;
};

}  // namespace

std::unique_ptr<Deliverer> make_mail_hook(MailSettings settings, const Clock& clock) {
  return std::make_unique<MailHook>(std::move(settings), clock);
}

}  // namespace pecprobe::hooks
