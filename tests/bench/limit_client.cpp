// The least that can log many accounts in: sockets, OpenSSL and epoll, and no features. pecprobe is measured against
// it: the same verification (chain and host name), the same commands in the same flights, one thread. Standard output:
// LOGIN pass|fail, a line for each account; standard error: what it cost.
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

// clang-format off
/// One answer: what is sent for it (`{}` is the initial response), how its last line begins, and how when all is well.
struct Step { std::string_view send, last, good; };
using Dialogue = std::vector<Step>;
const std::map<std::string_view, Dialogue> k_dialogues = {
    {"imap", {{"", "* ", "* OK"}, {"a1 AUTHENTICATE PLAIN {}\r\n", "a1 ", "a1 OK"},
              {"a2 EXAMINE INBOX\r\na3 LOGOUT\r\n", "a2 ", "a2 OK"}, {"", "a3 ", "a3 OK"}}},
    {"pop3", {{"", "", "+OK"}, {"CAPA\r\n", ".", "."}, {"AUTH PLAIN {}\r\n", "", "+OK"},
              {"STAT\r\nQUIT\r\n", "", "+OK"}, {"", "", "+OK"}}},
    {"smtp", {{"", "220 ", "220 "}, {"EHLO limit.example\r\n", "250 ", "250 "}, {"AUTH PLAIN {}\r\n", "", "235 "},
              {"QUIT\r\n", "", "221 "}}}};
// clang-format on
constexpr int k_patience_ms = 30'000;  // a server that says nothing for so long has lost all who still wait

struct Account {
  std::string login;
  std::string password;
  bool passed = false;
};

struct Session {
  Account* account = nullptr;
  int descriptor = -1;
  SSL* ssl = nullptr;
  std::size_t step = 0;
  std::string received;
};

std::string initial_response(const Account& account) {
  const std::string plain = fmt::format("{0}{1}{0}{2}", '\0', account.login, account.password);
  std::string encoded(4 * ((plain.size() + 2) / 3) + 1, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                  reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
  encoded.pop_back();
  return encoded;
}

class Crowd {
 public:
  Crowd(const Dialogue& dialogue, const char* host, int port, const char* ca_file, bool resumes)
      : m_dialogue(dialogue), m_address{AF_INET, htons(static_cast<std::uint16_t>(port)), {}, {}} {
    if (::inet_pton(AF_INET, host, &m_address.sin_addr) != 1 || SSL_CTX_load_verify_file(m_context, ca_file) != 1) {
      throw std::runtime_error("ADDRESS or CA_FILE cannot be used");
    }
    X509_VERIFY_PARAM_set1_ip_asc(SSL_CTX_get0_param(m_context), host);
    SSL_CTX_set_security_level(m_context, 2);
    SSL_CTX_set_min_proto_version(m_context, TLS1_2_VERSION);
    SSL_CTX_set_verify(m_context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_mode(m_context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_ex_data(m_context, 0, this);
    SSL_CTX_set_session_cache_mode(m_context, resumes ? SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL : 0);
    SSL_CTX_sess_set_new_cb(m_context, [](SSL* ssl, SSL_SESSION* ticket) {
      static_cast<Crowd*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), 0))->m_tickets.push_back(ticket);
      return 1;
    });
  }

  ~Crowd() {
    std::for_each(m_tickets.begin(), m_tickets.end(), SSL_SESSION_free);
    SSL_CTX_free(m_context);
  }

  void log_in(std::vector<Account>& accounts, std::size_t in_flight) {
    std::vector<Session> sessions(std::min(in_flight, accounts.size()));
    std::size_t next = 0;
    std::for_each(sessions.begin(), sessions.end(), [&](Session& session) { start(session, accounts[next++]); });
    std::array<epoll_event, 256> events{};
    int count = 1;
    for (std::size_t open = sessions.size(); open > 0 && count > 0;) {
      count = ::epoll_wait(m_epoll, events.data(), events.size(), k_patience_ms);
      for (int i = 0; i < count; ++i) {
        auto& session = *static_cast<Session*>(events[static_cast<std::size_t>(i)].data.ptr);
        if (!advance(session)) {
          end(session);
          next < accounts.size() ? start(session, accounts[next++]) : void(--open);
        }
      }
    }
  }

 private:
  void start(Session& session, Account& account) {
    session = {&account, ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), SSL_new(m_context), 0, {}};
    const int on = 1;
    ::setsockopt(session.descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    static_cast<void>(::connect(session.descriptor, reinterpret_cast<const sockaddr*>(&m_address), sizeof m_address));
    SSL_set_fd(session.ssl, session.descriptor);
    SSL_set_connect_state(session.ssl);
    if (!m_tickets.empty()) {
      SSL_set_session(session.ssl, m_tickets.back());
      SSL_SESSION_free(m_tickets.back());
      m_tickets.pop_back();
    }
    epoll_event event{EPOLLIN | EPOLLOUT | EPOLLET, {&session}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, session.descriptor, &event);
  }

  /// False when the session is over.
  bool advance(Session& session) {
    ERR_clear_error();
    std::array<char, 4096> bytes;  // NOLINT: filled below
    int size = 0;                  // reading shakes hands first
    while ((size = SSL_read(session.ssl, bytes.data(), bytes.size())) > 0) {
      session.received.append(bytes.data(), static_cast<std::size_t>(size));
      if (!read_lines(session)) {
        return false;
      }
    }
    return SSL_get_error(session.ssl, size) == SSL_ERROR_WANT_READ;
  }

  bool read_lines(Session& session) const {
    for (auto end = session.received.find('\n'); end != std::string::npos; end = session.received.find('\n')) {
      const std::string line = session.received.substr(0, end);
      session.received.erase(0, end + 1);
      const Step& step = m_dialogue[session.step];
      if (!line.starts_with(step.last)) {
        continue;
      }
      const bool is_good = line.starts_with(step.good);
      session.account->passed = is_good && ++session.step == m_dialogue.size();
      if (!is_good || session.account->passed) {
        return false;
      }
      if (const std::string_view send = m_dialogue[session.step].send; !send.empty()) {
        const std::string command = fmt::format(fmt::runtime(send), initial_response(*session.account));
        SSL_write(session.ssl, command.data(), static_cast<int>(command.size()));
      }
    }
    return true;
  }

  static void end(Session& session) {
    SSL_shutdown(session.ssl);
    SSL_free(session.ssl);
    ::close(session.descriptor);
  }

  const Dialogue& m_dialogue;
  sockaddr_in m_address;
  SSL_CTX* m_context = SSL_CTX_new(TLS_client_method());
  int m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<SSL_SESSION*> m_tickets;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 8 || k_dialogues.count(argv[1]) == 0) {
    fmt::print(stderr, "usage: limit_client imap|pop3|smtp ADDRESS PORT CA_FILE ACCOUNTS IN_FLIGHT full|resumed\n");
    return 2;
  }
  std::vector<Account> accounts;
  std::ifstream file(argv[5]);  // a line for each: LOGIN PASSWORD
  for (Account account; file >> account.login >> account.password;) {
    accounts.push_back(account);
  }
  const auto began = std::chrono::steady_clock::now();
  try {
    Crowd(k_dialogues.at(argv[1]), argv[2], std::stoi(argv[3]), argv[4], argv[7] == std::string_view("resumed"))
        .log_in(accounts, std::stoul(argv[6]));
  } catch (const std::exception& error) {
    fmt::print(stderr, "limit_client: {}\n", error.what());
    return 2;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  for (const Account& account : accounts) {
    fmt::print("{} {}\n", account.login, account.passed ? "pass" : "fail");
  }
  const auto count = static_cast<double>(accounts.size());
  fmt::print(stderr, "{:.0f} logins/s, {:.3f} ms CPU per login\n", count / took.count(),
             1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC / count);
}
