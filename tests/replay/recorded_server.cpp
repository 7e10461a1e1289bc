#include "tests/replay/recorded_server.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe::test {

namespace {

/// What the recorded client ignored and ours would take: the replay hides the offer.
bool is_ignored_offer(const Recording& recording, const Exchange& exchange, std::string_view line) {
  return recording.tls == TlsMode::starttls_if_offered && exchange.kind == CommandKind::capabilities &&
         (line == "STLS" || line == "250-STARTTLS");
}

std::string without_ignored_offer(const Recording& recording, std::string line) {
  constexpr std::string_view k_offer = " STARTTLS";
  const bool is_list = recording.protocol == Protocol::imap && icontains(line, "CAPABILITY ");
  if (const auto at = line.find(k_offer);
      recording.tls == TlsMode::starttls_if_offered && is_list && at != std::string::npos) {
    line.erase(at, k_offer.size());
  }
  return line;
}

/// The recorded client gave its credentials away: they are masked as <…>.
bool gave_credentials(const Exchange& login) {
  return std::any_of(login.client.begin(), login.client.end(),
                     [](const std::string& line) { return line.find('<') != std::string::npos; });
}

std::string_view challenge_mark(Protocol protocol) { return protocol == Protocol::smtp ? "334 " : "+ "; }

}  // namespace

Answer RecordedServer::greeting() {
  if (m_recording.exchanges.empty() || m_recording.exchanges.front().kind != CommandKind::greeting) {
    throw NotReplayable("the recorded client speaks before the greeting");
  }
  m_next = 1;
  return final_answer(m_recording.exchanges.front());
}

Answer RecordedServer::answer_to(std::string_view line) {
  if (m_login != nullptr) {
    return go_on_with_login();
  }
  m_tag = std::string(line.substr(0, line.find(' ')));
  const CommandKind kind = kind_of(m_recording.protocol, line);
  const Exchange* exchange = next(kind);
  if (exchange == nullptr) {
    if (kind == CommandKind::farewell) {
      return {};  // the recorded client left without a word; nobody waits for the answer
    }
    if (kind == CommandKind::reset) {
      return {"250 2.0.0 Ok\r\n", {}, {}};  // decides nothing
    }
    throw NotReplayable("the recording has no answer to " + std::string(line));
  }
  return kind == CommandKind::login ? begin_login(*exchange, line) : final_answer(*exchange);
}

const Exchange* RecordedServer::next(CommandKind kind) {
  for (std::size_t i = m_next; i < m_recording.exchanges.size(); ++i) {
    if (m_recording.exchanges[i].kind == kind) {
      m_next = i + 1;
      return &m_recording.exchanges[i];
    }
  }
  return nullptr;
}

Answer RecordedServer::begin_login(const Exchange& exchange, std::string_view line) {
  if (!gave_credentials(exchange)) {
    return final_answer(exchange);  // refused at the name of the method
  }
  m_challenges = challenges_for(exchange, line);
  m_login = &exchange;
  return go_on_with_login();
}

Answer RecordedServer::go_on_with_login() {
  if (m_challenges.empty()) {
    const Exchange& exchange = *m_login;
    m_login = nullptr;
    return final_answer(exchange);
  }
  const std::string challenge = m_challenges.front();
  m_challenges.erase(m_challenges.begin());
  return {challenge + "\r\n", {}, {}};
}

/// What the server must ask before our client has said all that its way to log in needs.
std::vector<std::string> RecordedServer::challenges_for(const Exchange& exchange, std::string_view line) const {
  std::vector<std::string> words = split_words(line);
  if (m_recording.protocol == Protocol::imap) {
    words.erase(words.begin());
  }
  if (words.at(0) == "USER") {
    return {"+OK"};
  }
  if (words.at(0) == "LOGIN") {
    return {};
  }
  const std::string mark(challenge_mark(m_recording.protocol));
  const std::string& mechanism = words.at(1);
  const bool has_initial_response = words.size() > 2;
  if (mechanism == "PLAIN") {
    return has_initial_response ? std::vector<std::string>{} : std::vector{mark};
  }
  if (mechanism == "LOGIN") {
    return {mark + "VXNlcm5hbWU6", mark + "UGFzc3dvcmQ6"};
  }
  if (exchange.client.front().find(mechanism) == std::string::npos) {
    return {};  // the recorded client tried another method: whatever ours tries gets its answer at once
  }
  if (mechanism.starts_with("SCRAM-")) {
    throw NotReplayable("a recorded challenge answers the nonce of another client: " + mechanism);
  }
  return exchange.challenges;
}

Answer RecordedServer::final_answer(const Exchange& exchange) const {
  const std::string recorded_tag =
      exchange.client.empty() ? "" : exchange.client.front().substr(0, exchange.client.front().find(' ')) + " ";
  Answer answer{{}, exchange.end, exchange.handshake};
  for (const std::string& line : exchange.server) {
    if (is_ignored_offer(m_recording, exchange, line)) {
      continue;
    }
    const bool is_tagged =
        m_recording.protocol == Protocol::imap && !recorded_tag.empty() && line.starts_with(recorded_tag);
    answer.bytes +=
        without_ignored_offer(m_recording, is_tagged ? m_tag + " " + line.substr(recorded_tag.size()) : line);
    answer.bytes += "\r\n";
  }
  return answer;
}

}  // namespace pecprobe::test
