// One message handed in after the login: MAIL, RCPT, DATA (RFC 5321 §3.3).
#pragma once

#include "protocols/smtp/reply_grammar.hpp"
#include "protocols/wire/limits.hpp"
#include "protocols/wire/line_reader.hpp"
#include "protocols/wire/sequel.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace pecprobe::smtp {

/// How far it came.
enum class SubmissionStage { login, sender, recipient, data, message };
[[nodiscard]] std::string_view to_string(SubmissionStage stage) noexcept;

enum class SubmissionEnd {
  taken,    // 2yz behind the message: the server has it
  refused,  // `reply` says why
  lost,     // before the message was complete: it cannot have been taken (RFC 5321 §4.1.1.4)
  unknown,  // after it was complete: the server may have it or not
};

struct SubmissionOutcome {
  SubmissionEnd end = SubmissionEnd::lost;
  SubmissionStage stage = SubmissionStage::login;
  std::optional<Reply> reply;  // the last one
  std::string problem;         // in English, where no reply says it
};

struct SubmittedMessage {
  std::string sender;
  std::string recipient;
  std::string text;  // with CRLF, ASCII
};

class Submission final : public Sequel {
 public:
  /// `done` is called once; `redactor` outlives the submission. Precondition: fits_a_path() of both addresses.
  Submission(SubmittedMessage message, const Redactor& redactor, std::function<void(SubmissionOutcome)> done)
      : m_message(std::move(message)), m_redactor(redactor), m_done(std::move(done)) {}

  void begin(SequelLine& line, std::string_view unread) override;
  void on_bytes(std::string_view bytes) override;
  void on_end(ConnectionEnd end) override;
  /// The time is over. A message that is not complete is not sent any more.
  void give_up(std::string_view why);

 private:
  void ask(SubmissionStage stage, Outgoing command);
  void on_reply(const RawReply& reply);
  void send_message();
  void end(SubmissionEnd how, std::string problem = {});

  SubmittedMessage m_message;
  const Redactor& m_redactor;
  std::function<void(SubmissionOutcome)> m_done;
  SequelLine* m_line = nullptr;
  LineReader m_reader{k_max_line};
  ReplyAssembler m_assembler;
  SubmissionOutcome m_outcome;
};

/// `text` as it goes over the wire: lines that begin with a dot get one more, and a line with a dot ends it (RFC 5321
/// §4.5.2).
[[nodiscard]] std::string dot_stuffed(std::string_view text);

}  // namespace pecprobe::smtp
