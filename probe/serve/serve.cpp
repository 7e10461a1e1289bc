#include "probe/serve/serve.hpp"

#include "probe/serve/access/random_word.hpp"
#include "probe/serve/routes/routes.hpp"
#include "protocols/base/endpoint.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe {

namespace {

constexpr std::chrono::milliseconds k_for_tests_to_end{3000};
constexpr std::chrono::milliseconds k_for_answers_to_end{4000};

std::vector<std::string> names_of(const ServeSettings& settings) {
  std::vector<std::string> names;
  if (is_loopback_name(settings.listen.host)) {
    names = {"localhost", "127.0.0.1", "::1"};
  } else {
    names = {settings.listen.host};
  }
  names.insert(names.end(), settings.names.begin(), settings.names.end());
  return names;
}

/// Tells the log how an answer was begun.
class LoggedExchange final : public Exchange {
 public:
  LoggedExchange(std::shared_ptr<Exchange> exchange, std::function<void(int)> log)
      : m_exchange(std::move(exchange)), m_log(std::move(log)) {}

  void answer(HttpResponse response) override {
    m_log(response.status);
    m_exchange->answer(std::move(response));
  }
  void begin_events() override {
    m_log(200);
    m_exchange->begin_events();
  }
  void event(std::string_view name, std::string_view data) override { m_exchange->event(name, data); }
  void end_events() override { m_exchange->end_events(); }
  void when_gone(std::function<void()> act) override { m_exchange->when_gone(std::move(act)); }

 private:
  std::shared_ptr<Exchange> m_exchange;
  std::function<void(int)> m_log;
};

class SiteServer final : public PageServer {
 public:
  SiteServer(ServeSettings settings, std::unique_ptr<HttpServer> http)
      : m_settings(std::move(settings)),
        m_http(std::move(http)),
        m_scheme(m_settings.tls ? Scheme::https : Scheme::http),
        m_token(m_settings.token ? *m_settings.token : Secret(random_word())),
        m_site{.tools = m_settings.tools,
               .turns = *m_settings.turns,
               .options = m_settings.site,
               .token = AccessToken(m_token, m_http->port()),
               .origins = OriginRule(names_of(m_settings), m_http->port(), m_scheme),
               .post = [this](std::function<void()> act) { m_http->post(std::move(act)); }} {
    if (m_settings.background) {
      m_settings.background->reloaded = [this] { m_http->post([this] { tell(m_settings.supervisor.is_ready); }); };
      m_site.background =
          std::make_unique<BackgroundTests>(*std::move(m_settings.background), m_settings.tools, *m_settings.turns);
      m_http->on_hangup([this] {  // from here on, so that none comes too early
        tell(m_settings.supervisor.is_reloading);
        m_site.background->reload();
      });
    }
  }

  [[nodiscard]] std::string address() const override {
    return m_settings.token ? m_site.origins.address() + "/"
                            : fmt::format("{}/?token={}", m_site.origins.address(), m_token.reveal());
  }

  int run() override {
    int ended_by = 0;
    if (m_site.background) {
      m_site.background->start(TestingPlan::for_ever);
    }
    m_http->post([this] {
      tell(m_settings.supervisor.is_ready);
      show_life();
    });
    m_http->run([this](HttpRequest request,
                       std::shared_ptr<Exchange> exchange) { answer(std::move(request), std::move(exchange)); },
                [this, &ended_by](int signal) {
                  ended_by = signal;
                  m_site.is_stopping = true;
                  tell(m_settings.supervisor.is_stopping);
                  m_site.desk.close(k_for_tests_to_end);
                  m_site.rotations.close(k_for_tests_to_end);
                  if (m_site.background) {
                    m_site.background->close(k_for_tests_to_end);
                  }
                  m_http->stop(k_for_answers_to_end);
                });
    return ended_by;
  }

 private:
  static void tell(const std::function<void()>& supervisor) {
    if (supervisor) {
      supervisor();
    }
  }

  /// As long as the loop turns.
  void show_life() {
    const Supervisor& supervisor = m_settings.supervisor;
    if (supervisor.every > std::chrono::milliseconds{0}) {
      tell(supervisor.is_alive);
      m_http->after(supervisor.every, [this] { show_life(); });
    }
  }

  void answer(HttpRequest request, std::shared_ptr<Exchange> exchange) {
    if (m_settings.log) {
      HttpRequest seen;
      seen.method_name = request.method_name;
      seen.path = request.path;
      exchange = std::make_shared<LoggedExchange>(
          std::move(exchange), [this, seen = std::move(seen)](int status) { m_settings.log(seen, status); });
    }
    answer_request(m_site, std::move(request), std::move(exchange));
  }

  ServeSettings m_settings;
  std::unique_ptr<HttpServer> m_http;
  Scheme m_scheme;
  Secret m_token;
  Site m_site;
};

}  // namespace

tl::expected<std::unique_ptr<PageServer>, std::string> PageServer::open(ServeSettings settings) {
  HttpOptions options;
  options.places = {settings.listen};
  options.tls = settings.tls;
  options.fields = security_fields();
  auto http = HttpServer::open(options);
  if (!http) {
    return tl::unexpected(std::move(http.error()));
  }
  return std::make_unique<SiteServer>(std::move(settings), *std::move(http));
}

}  // namespace pecprobe
