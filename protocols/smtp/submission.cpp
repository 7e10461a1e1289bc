#include "protocols/smtp/submission.hpp"

#include "protocols/smtp/commands.hpp"
#include "protocols/smtp/recorded_reply.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe::smtp {

std::string_view to_string(SubmissionStage stage) noexcept {
  switch (stage) {
    case SubmissionStage::login: return "login";
    case SubmissionStage::sender: return "sender";
    case SubmissionStage::recipient: return "recipient";
    case SubmissionStage::data: return "data";
    case SubmissionStage::message: return "message";
  }
  return "";
}

std::string dot_stuffed(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    out.append(line.starts_with('.') ? "." : "").append(line).append("\r\n");
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return out + ".\r\n";
}

void Submission::begin(SequelLine& line, std::string_view unread) {
  m_line = &line;
  if (!m_done) {  // given up meanwhile
    std::exchange(m_line, nullptr)->leave({plain_command("QUIT")});
    return;
  }
  if (!unread.empty()) {
    end(SubmissionEnd::lost, "a reply ahead of the command that it would answer");
    return;
  }
  ask(SubmissionStage::sender, mail_command(m_message.sender, AddressForm::ascii));
}

void Submission::ask(SubmissionStage stage, Outgoing command) {
  m_outcome.stage = stage;
  m_line->send({std::move(command)});
}

void Submission::on_bytes(std::string_view bytes) {
  m_reader.append(bytes);
  while (m_done) {
    auto line = m_reader.next_line();
    if (!line) {
      break;
    }
    const auto reply = m_assembler.add(*std::move(line));
    if (!reply) {
      end(m_outcome.stage == SubmissionStage::message ? SubmissionEnd::unknown : SubmissionEnd::lost, reply.error());
    } else if (*reply) {
      on_reply(**reply);
    }
  }
  if (m_done && m_reader.overflowed()) {
    give_up("a line that is too long");
  }
}

void Submission::on_reply(const RawReply& reply) {
  m_outcome.reply = recorded_reply(reply, m_redactor);
  const ReplyStatus status = reply.status();
  const bool goes_on = m_outcome.stage == SubmissionStage::data ? reply.code == 354  // RFC 5321 §4.1.1.4
                                                                : status == ReplyStatus::positive;
  if (!goes_on) {
    end(SubmissionEnd::refused);
    return;
  }
  switch (m_outcome.stage) {
    case SubmissionStage::login: return;
    case SubmissionStage::sender: ask(SubmissionStage::recipient, rcpt_command(m_message.recipient)); return;
    case SubmissionStage::recipient: ask(SubmissionStage::data, plain_command("DATA")); return;
    case SubmissionStage::data: send_message(); return;
    case SubmissionStage::message: end(SubmissionEnd::taken); return;
  }
}

void Submission::send_message() {
  m_outcome.stage = SubmissionStage::message;
  m_line->send({{Secret(dot_stuffed(m_message.text)), "(the message)"}});
}

void Submission::on_end(ConnectionEnd how) {
  m_line = nullptr;
  if (m_done) {
    end(m_outcome.stage == SubmissionStage::message ? SubmissionEnd::unknown : SubmissionEnd::lost,
        how == ConnectionEnd::cancelled ? "cancelled" : "the connection was closed");
  }
}

void Submission::give_up(std::string_view why) {
  if (m_done) {
    end(m_outcome.stage == SubmissionStage::message ? SubmissionEnd::unknown : SubmissionEnd::lost, std::string(why));
  }
}

void Submission::end(SubmissionEnd how, std::string problem) {
  m_outcome.end = how;
  m_outcome.problem = std::move(problem);
  if (m_line != nullptr) {
    // Between DATA and its answer, or inside the message, QUIT would be a line of the message: the end of the
    // connection says as much (RFC 5321 §3.8).
    const bool may_say_quit = m_outcome.stage != SubmissionStage::message || how != SubmissionEnd::unknown;
    std::vector<Outgoing> farewell;
    if (may_say_quit) {
      farewell.push_back(plain_command("QUIT"));
    }
    std::exchange(m_line, nullptr)->leave(farewell);
  }
  std::exchange(m_done, nullptr)(m_outcome);
}

}  // namespace pecprobe::smtp
