#include "tests/integration/starttls_attacks.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace pecprobe::test {

namespace {

using namespace std::chrono_literals;

/// For servers that fall silent: all that can end those sessions is their limit.
constexpr auto k_patience = 3s;

/// Per protocol, in the order of `k_protocols`.
using Codes = std::array<Code, 3>;

constexpr Codes all(Code code) { return {code, code, code}; }

/// The words of one protocol for what the attacks have in common.
struct Words {
  std::string_view opening;  // steps of a raw server, up to and with the client's STARTTLS
  std::string_view yes;      // without line end
  std::string_view no;
  std::string_view busy;
  std::string_view more;     // as if the client were to go on
  std::string_view list;     // a list of capabilities that offers a login
  std::string_view welcome;  // a login accepted
  std::string_view goodbye;
};

constexpr std::array<Words, 3> k_words = {{
    {R"(send "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready\r\n"
        expect "* STARTTLS")",
     "${tag} OK begin", "${tag} NO not now", "${tag} NO [UNAVAILABLE] later", "+ go on",
     "* CAPABILITY IMAP4rev1 AUTH=PLAIN", "a2 OK Logged in", "* BYE going down"},
    {R"(send "+OK ready\r\n"
        expect "CAPA"
        send "+OK\r\nSTLS\r\nUSER\r\nSASL PLAIN\r\n.\r\n"
        expect "STLS")",
     "+OK begin", "-ERR not now", "-ERR [SYS/TEMP] later", "+ go on", "+OK\\r\\nUSER\\r\\nSASL PLAIN\\r\\n.",
     "+OK Logged in", "-ERR going down"},
    {R"(send "220 mail.pec.example ESMTP\r\n"
        expect "EHLO *"
        send "250-mail.pec.example\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n"
        expect "STARTTLS")",
     "220 2.0.0 begin", "554 5.7.3 not now", "454 4.7.0 later", "334 go on", "250-mail.pec.example\\r\\n250 AUTH PLAIN",
     "235 2.7.0 accepted", "421 4.3.2 going down"},
}};

/// `@word` in a text replaced by the protocol's own.
std::string in_words_of(const Words& words, std::string text) {
  const std::array<std::pair<std::string_view, std::string_view>, 7> marks = {{{"@yes", words.yes},
                                                                               {"@no", words.no},
                                                                               {"@busy", words.busy},
                                                                               {"@more", words.more},
                                                                               {"@list", words.list},
                                                                               {"@welcome", words.welcome},
                                                                               {"@goodbye", words.goodbye}}};
  for (const auto& [mark, word] : marks) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + word.size())) {
      text.replace(at, mark.size(), word);
    }
  }
  return text;
}

/// Three servers of which each does `steps` instead of an answer to STARTTLS.
StarttlsAttack answered(std::string name, const std::string& steps, Codes codes,
                        std::chrono::milliseconds limit = 30s) {
  StarttlsAttack attack{std::move(name), {}, limit};
  for (std::size_t i = 0; i < k_protocols.size(); ++i) {
    const std::string raw =
        "raw {\n" + std::string(k_words.at(i).opening) + "\n" + in_words_of(k_words.at(i), steps) + "\n}";
    attack.services.push_back({k_protocols.at(i), raw, codes.at(i)});
  }
  return attack;
}

/// Three servers that are honest but for these statements.
StarttlsAttack honest_but(std::string name, const std::string& statements, Codes codes,
                          std::chrono::milliseconds limit = 30s) {
  StarttlsAttack attack{std::move(name), {}, limit};
  for (std::size_t i = 0; i < k_protocols.size(); ++i) {
    attack.services.push_back({k_protocols.at(i), in_words_of(k_words.at(i), statements), codes.at(i)});
  }
  return attack;
}

/// Servers of which each has its own way; nothing where the attack is not possible.
StarttlsAttack each(std::string name, std::vector<AttackedService> services, std::chrono::milliseconds limit = 30s) {
  return {std::move(name), std::move(services), limit};
}

constexpr Protocol k_imap = Protocol::imap;
constexpr Protocol k_pop3 = Protocol::pop3;
constexpr Protocol k_smtp = Protocol::smtp;

/// Bytes in clear behind the answer to STARTTLS.
std::vector<StarttlsAttack> injections() {
  const Codes injected = all(Code::starttls_injection);
  return {
      answered("ListBehindTheAnswer", R"(send "@yes\r\n@list\r\n")", injected),
      answered("LoginAnsweredInAdvance", R"(send "@yes\r\n@list\r\n@welcome\r\n")", injected),
      answered("OneByteBehindTheAnswer", R"(send "@yes\r\n*")", injected),
      answered("HalfALineBehindTheAnswer", R"(send "@yes\r\n* OK [CAPA")", injected),
      answered("EmptyLineBehindTheAnswer", R"(send "@yes\r\n\r\n")", injected),
      answered("BlankBehindTheAnswer", R"(send "@yes\r\n ")", injected),
      answered("NulBehindTheAnswer", R"(send "@yes\r\n\0")", injected),
      answered("AnsweredTwice", R"(send "@yes\r\n@yes\r\n")", injected),
      answered("RefusalBehindTheAnswer", R"(send "@yes\r\n@no\r\n")", injected),
      answered("TlsRecordBehindTheAnswer", R"(send "@yes\r\n\x16\x03\x03\x00\x04\x00\x00\x00\x00")", injected),
      answered("OversizedLineBehindTheAnswer", R"(send "@yes\r\n${host}"
        repeat "x" 20000)",
               injected),
      // In a segment of their own, the bytes meet the client's handshake.
      honest_but("ListBehindTheAnswerLater", R"(starttls break)", all(Code::starttls_refused)),
      // A reply of several lines of which the first says yes.
      each("ListBeforeTheAnswer", {{k_imap, R"(on STARTTLS { send "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"
                                      answer }
                        capability inside_tls only "IMAP4rev1" "LOGINDISABLED")",
                                    Code::auth_not_offered},
                                   {k_pop3, R"(on STLS { send "+OK\r\nSASL PLAIN\r\n.\r\n"
                                  answer })",
                                    Code::starttls_injection},
                                   {k_smtp, R"(on STARTTLS { send "250-mail.pec.example\r\n250 AUTH PLAIN\r\n"
                                      answer })",
                                    Code::starttls_refused}}),
      // Everything is answered before it was asked.
      each(
          "StarttlsAnsweredInAdvance",
          {{k_imap,
            R"(raw { send "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready\r\na1 OK begin\r\na2 OK Logged in\r\n"
                              silence })",
            Code::reply_timeout},
           {k_pop3, R"(raw { send "+OK ready\r\n+OK\r\nSTLS\r\nSASL PLAIN\r\n.\r\n+OK begin\r\n+OK Logged in\r\n"
                              silence })",
            Code::protocol_error},
           {k_smtp,
            R"(raw { send "220 mail ESMTP\r\n250-mail\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n220 begin\r\n235 accepted\r\n"
                              silence })",
            Code::protocol_error}},
          k_patience),
  };
}

/// TLS is not offered, or not to be had.
std::vector<StarttlsAttack> refusals() {
  const Codes refused = all(Code::starttls_refused);
  const Codes not_offered = all(Code::starttls_not_offered);
  // An IMAP client passes over lines that it cannot read, until the tagged answer (RFC 9051 §2.2.2).
  constexpr Codes k_unread = {Code::connection_lost, Code::protocol_error, Code::protocol_error};
  return {
      honest_but("TakenOutOfTheList", "starttls strip", not_offered),
      honest_but("TakenOutAndLoginOpen", "starttls strip\ncleartext_login on", not_offered),
      each("AnnouncedUnderAnotherName",
           {{k_imap, R"(capability before_tls only "IMAP4rev1" "STARTTLSX" "XSTARTTLS" "AUTH=PLAIN")",
             Code::starttls_not_offered},
            {k_pop3, R"(capability before_tls only "STLSX" "XSTLS" "USER" "SASL PLAIN STLS")",
             Code::starttls_not_offered},
            {k_smtp, R"(capability before_tls only "STARTTLSX" "XSTARTTLS" "AUTH PLAIN STARTTLS")",
             Code::starttls_not_offered}}),
      answered("RefusedForNow", R"(send "@busy\r\n")", refused),
      answered("RefusedForGood", R"(send "@no\r\n")", refused),
      answered("RefusedAndLoginOffered", R"(send "@no\r\n@list\r\n"
        silence)",
               refused),
      answered("AnsweredAsIfMoreWereToCome", R"(send "@more\r\n")", refused),
      each("AnsweredWithTheWrongYes",
           {{k_imap, R"(on STARTTLS reply "* OK begin")", Code::reply_timeout},
            {k_pop3, R"(on STLS reply "+OKAY begin")", Code::protocol_error},
            {k_smtp, R"(on STARTTLS reply "250 2.0.0 begin")", Code::starttls_refused}},
           k_patience),
      each("AnsweredToSomeoneElse", {{k_imap, R"(on STARTTLS reply "zz9 OK begin")", Code::protocol_error}}),
      answered("AnsweredWithNoise", R"(send "\x01\xfe#!\0\xff\r\n")", k_unread),
      answered("AnsweredWithAnEndlessLine", R"(repeat "x" forever)", all(Code::protocol_error)),
      answered("AnsweredWithAWebPage", R"(send "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")", k_unread),
      answered("ClosedInsteadOfAnAnswer", "close", all(Code::connection_lost)),
      answered("SilenceInsteadOfAnAnswer", "silence", all(Code::reply_timeout), k_patience),
      answered("HalfAnAnswerAndTheEnd", R"(send "@yes"
        close)",
               all(Code::connection_lost)),
      answered("FarewellInsteadOfAnAnswer", R"(send "@goodbye\r\n"
        close)",
               {Code::starttls_refused, Code::starttls_refused, Code::starttls_refused}),
  };
}

/// Yes, and then no TLS.
std::vector<StarttlsAttack> broken_handshakes() {
  const auto instead = [](std::string name, const std::string& steps, Code code,
                          std::chrono::milliseconds limit = 30s) {
    return honest_but(std::move(name), "on before_tls handshake {\n" + steps + "\n}", all(code), limit);
  };
  // `expect "*"` waits for the client's handshake: every ClientHello has a line feed in it, the number of the extension
  // supported_groups. Bytes that came before it would be an injection.
  return {
      instead("YesThenClosed", "drop", Code::tls_handshake_failed),
      instead("YesThenReset", "reset", Code::tls_handshake_failed),
      instead("YesThenSilence", "silence", Code::tls_handshake_timeout, k_patience),
      answered("YesThenAnAlert", R"(send "@yes\r\n"
        expect "*"
        send "\x15\x03\x03\x00\x02\x02\x28")",
               all(Code::tls_handshake_failed)),
      answered("YesThenAnAlertOfTheVersion", R"(send "@yes\r\n"
        expect "*"
        send "\x15\x03\x03\x00\x02\x02\x46")",
               all(Code::tls_version_unsupported)),
      answered("YesThenHalfARecord", R"(send "@yes\r\n"
        expect "*"
        send "\x16\x03\x03\x40\x00\x02"
        close)",
               all(Code::tls_handshake_failed)),
      answered("YesThenAWebPage", R"(send "@yes\r\n"
        expect "*"
        send "HTTP/1.1 400 Bad Request\r\n\r\n")",
               all(Code::starttls_refused)),
      honest_but("YesThenACertificateOfSomeoneElse", "certificate unknown_issuer", all(Code::tls_cert_untrusted)),
      honest_but("YesThenACertificateForAnotherHost", "certificate wrong_host", all(Code::tls_cert_wrong_host)),
      honest_but("YesThenAnOldVersion", "tls 1.0 1.1", all(Code::tls_version_unsupported)),
  };
}

/// What counts is what the server says inside TLS, and nothing else.
std::vector<StarttlsAttack> lies() {
  return {
      each("PreauthenticatedInClear",
           {{k_imap, R"(greeting before_tls "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] welcome back")",
             Code::auth_preauthenticated}}),
      each("LoginAcceptedInsteadOfTls",
           {{k_smtp, R"(on STARTTLS reply "235 2.7.0 accepted")", Code::starttls_refused}}),
      each("LoginOpenedInsteadOfTls", {{k_imap, R"(capability before_tls only "IMAP4rev1" "STARTTLS" "LOGINDISABLED"
                        on STARTTLS { send "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"
                                      reply "NO use AUTHENTICATE" })",
                                        Code::starttls_refused},
                                       {k_pop3, R"(on STLS reply "-ERR use AUTH")", Code::starttls_refused},
                                       {k_smtp, R"(on STARTTLS reply "503 5.5.1 use AUTH")", Code::starttls_refused}}),
      each("LoginOfferedInClearOnly", {{k_imap, R"(capability before_tls only "IMAP4rev1" "STARTTLS" "AUTH=PLAIN"
                        capability inside_tls only "IMAP4rev1" "LOGINDISABLED")",
                                        Code::auth_not_offered},
                                       {k_pop3, R"(capability before_tls only "STLS" "USER" "SASL PLAIN"
                        capability inside_tls only "TOP")",
                                        Code::auth_not_offered},
                                       {k_smtp, R"(capability before_tls only "STARTTLS" "AUTH PLAIN"
                        capability inside_tls only "PIPELINING")",
                                        Code::auth_not_offered}}),
      each("MechanismsOfClearTextInsideNone",
           {{k_imap, R"(capability before_tls only "IMAP4rev1" "STARTTLS" "AUTH=PLAIN"
                        capability inside_tls only "IMAP4rev1" "LOGINDISABLED" "AUTH=GSSAPI")",
             Code::auth_mechanism_unsupported},
            {k_pop3, R"(capability before_tls only "STLS" "SASL PLAIN"
                        capability inside_tls only "SASL GSSAPI")",
             Code::auth_mechanism_unsupported},
            {k_smtp, R"(capability before_tls only "STARTTLS" "AUTH PLAIN"
                        capability inside_tls only "AUTH GSSAPI")",
             Code::auth_mechanism_unsupported}}),
      each("NothingInClearLoginInside",
           {{k_imap, R"(capability before_tls only "IMAP4rev1" "STARTTLS" "LOGINDISABLED")", Code::ok},
            {k_pop3, R"(capability before_tls only "STLS")", Code::ok},
            {k_smtp, R"(capability before_tls only "STARTTLS")", Code::ok}}),
      each("OfferedAgainInsideTls", {{k_imap, R"(capability inside_tls add "STARTTLS")", Code::ok},
                                     {k_pop3, R"(capability inside_tls add "STLS")", Code::ok},
                                     {k_smtp, R"(capability inside_tls add "STARTTLS")", Code::ok}}),
      each("SpelledInSmallLetters",
           {{k_imap, R"(capability before_tls only "imap4rev1" "starttls" "auth=plain")", Code::ok},
            {k_pop3, R"(capability before_tls only "stls" "sasl plain")", Code::ok},
            {k_smtp, R"(capability before_tls only "starttls" "auth plain")", Code::ok}}),
      answered("NothingBehindTheHandshake", R"(send "@yes\r\n"
        handshake
        close)",
               all(Code::connection_lost)),
  };
}

std::string_view block_of(Protocol protocol) { return to_string(protocol); }

}  // namespace

std::string StarttlsAttack::scenario() const {
  std::string text;
  for (const AttackedService& service : services) {
    text += std::string(block_of(service.protocol)) + " {\n" + service.statements + "\n}\n";
  }
  return text;
}

std::ostream& operator<<(std::ostream& out, const StarttlsAttack& attack) { return out << attack.name; }

const std::vector<StarttlsAttack>& starttls_attacks() {
  static const std::vector<StarttlsAttack> attacks = [] {
    std::vector<StarttlsAttack> list;
    for (auto group : {injections(), refusals(), broken_handshakes(), lies()}) {
      list.insert(list.end(), group.begin(), group.end());
    }
    return list;
  }();
  return attacks;
}

}  // namespace pecprobe::test
