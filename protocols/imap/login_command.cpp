#include "protocols/imap/login_command.hpp"

#include "protocols/imap/quoting.hpp"

#include <utility>

namespace pecprobe::imap {

namespace {

/// Writes a command piece by piece.
class Pieces {
 public:
  explicit Pieces(std::string_view start) : m_piece{Secret{start}, std::string(start)} {}

  /// `shown_header` stands in for the literal's header, `shown` for the value itself.
  void add(std::string_view value, ArgumentForm form, std::string_view shown_header, std::string_view shown) {
    m_piece.bytes.append(" ");
    m_piece.shown += ' ';
    if (form == ArgumentForm::quoted) {
      m_piece.bytes.append(quoted(value));
    } else {
      m_piece.bytes.append(literal_header(value.size(), form));
      if (form == ArgumentForm::synchronising_literal) {
        m_piece.shown += shown_header;
        m_pieces.push_back(std::exchange(m_piece, {}));
      }
      m_piece.bytes.append(value);
    }
    m_piece.shown += shown;
  }

  std::deque<Outgoing> take() {
    m_piece.bytes.append("\r\n");
    m_pieces.push_back(std::move(m_piece));
    return std::move(m_pieces);
  }

 private:
  Outgoing m_piece;
  std::deque<Outgoing> m_pieces;
};

}  // namespace

LoginCommand::LoginCommand(std::string_view tag, const std::vector<std::string>& capabilities,
                           const DialogueInput& input) {
  const std::string& login = input.credentials.login;
  const std::string_view password = input.credentials.password.reveal();
  const ArgumentForm login_form = form_of(login, capabilities);
  // A login can hold the password; the quotes say where it ends. How long the password is stays
  // hidden too.
  const std::string shown_login = login_form == ArgumentForm::synchronising_literal
                                      ? input.redactor.redact(login)
                                      : input.redactor.redact(quoted(login).reveal());
  Pieces pieces(std::string(tag) + " LOGIN");
  pieces.add(login, login_form, "{…}", shown_login);
  pieces.add(password, form_of(password, capabilities), "{…}", k_mask);
  m_pieces = pieces.take();
}

tl::expected<Outgoing, std::string> LoginCommand::next_line(std::string_view /*challenge*/) {
  if (m_pieces.empty()) {
    return tl::unexpected<std::string>("the server asks for more after the whole LOGIN command");
  }
  Outgoing piece = std::move(m_pieces.front());
  m_pieces.pop_front();
  return piece;
}

}  // namespace pecprobe::imap
