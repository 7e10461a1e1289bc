#include "probe/diagnosis/vocabulary.hpp"

#include <array>

namespace pecprobe {

namespace {

// Who says it, and when it was read there.
constexpr std::string_view k_dovecot = "seen: Dovecot 2.3.19, 2026-11-22";
constexpr std::string_view k_postfix = "seen: Postfix 3.7.11, 2026-11-22";
constexpr std::string_view k_dovecot_code = "Dovecot core f28b5a9, 2026-08-22";
constexpr std::string_view k_postfix_code = "Postfix 17830e5, 2026-08-22";
constexpr std::string_view k_exim_code = "Exim 13835a3, 2025-12-29";
constexpr std::string_view k_cyrus_code = "Cyrus IMAP 1f3a129, 2026-08-21";
constexpr std::string_view k_courier_code = "Courier fe506cc, 2026-07-22";
constexpr std::string_view k_zimbra_code = "Zimbra zm-mailbox 2b7f978, 2024-10-24";
constexpr std::string_view k_replies = "providers' replies collected by warmbly, 2026";
constexpr std::string_view k_aruba = "guide.pec.it, common errors, undated, read 2026-11-22";
constexpr std::string_view k_infocert = "help.infocert.it, undated, read 2026-11-22";
constexpr std::string_view k_rfc = "words of RFC 1939, 2449, 3206, 4954, 5248 or 5530";
constexpr std::string_view k_sasl = "Cyrus SASL error strings, from memory, 2026-11-22";
constexpr std::string_view k_general = "common wording, from memory, 2026-11-22";
constexpr std::string_view k_translated = "translation of the wordings above, 2026-11-22, not seen yet";

using enum Saying;

// clang-format off
constexpr auto k_phrases = std::to_array<Phrase>({
    // The credentials are wrong: nothing more is said.
    {credentials_wrong, "invalid|incorrect|wrong|bad|unknown .. password|passwords|credentials|login|logon|user|username", k_replies},
    {credentials_wrong, "password|credentials|username|login|logon .. incorrect|invalid|wrong|bad", k_replies},
    {credentials_wrong, "password not accepted", k_replies},
    {credentials_wrong, "incorrect authentication data", k_exim_code},
    {credentials_wrong, "user .. not found|unknown", k_sasl},
    {credentials_wrong, "no such user|mailbox", k_general},
    {credentials_wrong, "credenziali .. errate|sbagliate|rifiutate|invalide|valide|corrette", k_translated},
    {credentials_wrong, "password|utente|login .. errat*|sconosciut*|sbagliat*|rifiutat*", k_translated},
    {credentials_wrong, "passwort|kennwort|zugangsdaten .. falsch|ung*ltig", k_translated},
    {credentials_wrong, "mot de passe|identifiants .. incorrect*|invalide*|erron*", k_translated},
    {credentials_wrong, "usuario|contrase*|credenciales .. incorrect*|inv*lid*|err*ne*", k_translated},

    {login_refused, "authentication|login|logon|authenticate|auth failed|failure|rejected|refused|unsuccessful|error|denied", k_dovecot},
    {login_refused, "password|credentials .. rejected|refused", k_general},
    {login_refused, "authorization|authorisation failed", "qmail checkpassword, from memory, 2026-11-22"},
    {login_refused, "autenticazione|accesso|login .. fallit*|rifiutat*|negat*|non", k_translated},
    {login_refused, "anmeldung|authentifizierung .. fehlgeschlagen", k_translated},
    {login_refused, "authentification .. *chou*e|refus*e", k_translated},
    {login_refused, "autenticaci*n .. fall*|rechazad*", k_translated},

    // The password is over, or must be changed first.
    {password_expired, "password|passphrase|credentials .. expired", k_dovecot},
    {password_expired, "expired password|passphrase|credentials", k_general},
    {password_expired, "expired account|user|application password", k_general},
    {password_expired, "password .. too old", k_general},
    {password_expired, "password .. must|needs .. changed", k_zimbra_code},
    {password_expired, "must change .. password", k_general},
    {password_expired, "password change required|needed", k_general},
    {password_expired, "password|credenziali .. scadut*", k_translated},
    {password_expired, "validit* .. password .. terminat*", k_translated},
    {password_expired, "has*o .. wygas*", k_translated},
    {password_expired, "cambiare|modificare|rinnovare .. password", k_translated},
    {password_expired, "password .. essere cambiata|modificata|rinnovata", k_translated},
    {password_expired, "passwort|kennwort .. abgelaufen", k_translated},
    {password_expired, "mot de passe .. expir*", k_translated},
    {password_expired, "contrase* .. caduc*|expir*", k_translated},

    // Another password is needed here than on the web.
    {app_password, "application|app|apps|device specific password|passwords", k_replies},
    {app_password, "application|app|apps|device|dedicated password|passwords", k_replies},
    {app_password, "authorization|authorisation|authorized code", k_general},
    {app_password, "two|2|multi step|factor", k_general},
    {app_password, "2fa|mfa", k_general},
    {app_password, "password .. programmi|programma di posta", k_aruba},
    {app_password, "verifica .. due|2 passaggi", k_aruba},
    {app_password, "password .. applicazion*|dedicata|specifica", k_translated},
    {app_password, "doppio|secondo fattore", k_translated},
    {app_password, "due fattori", k_translated},
    {app_password, "app|anwendungs*|applikations* passwort|kennwort", k_translated},
    {app_password, "mot de passe d application", k_translated},
    {app_password, "contrase* de aplicaci*n", k_translated},

    // The account, or the address that asks, is blocked.
    {locked, "locked|blocked|banned|lockout|blacklisted|blocklisted", k_replies},
    {locked, "suspected|suspicious abuse|activity|login", k_general},
    {locked, "log in .. web browser", k_replies},
    {locked, "web login required", k_general},
    {locked, "brute force", k_general},
    {locked, "bloccat*", k_aruba},
    {locked, "sospetto abuso", k_aruba},
    {locked, "gesperrt*", k_translated},
    {locked, "verrouill*|bloqu*", k_translated},

    // This protocol is off for the account.
    {protocol_off, "imap|imap4|pop|pop3|smtp|protocol disabled|deactivated|off", k_replies},
    {protocol_off, "imap|imap4|pop|pop3|smtp|protocol is|was|has .. disabled|deactivated|off", k_replies},
    {protocol_off, "imap|imap4|pop|pop3|smtp access|service|login|logins|protocol|auth|authentication|use disabled|deactivated", k_replies},
    {protocol_off, "imap|imap4|pop|pop3|smtp access|service|login|logins|protocol|auth|authentication|use is|are|was|has .. disabled|deactivated|off", k_replies},
    {protocol_off, "imap|imap4|pop|pop3|smtp|protocol .. not enabled|activated|active", k_zimbra_code},
    {protocol_off, "imap|imap4|pop|pop3|smtp access|service|login|logins|protocol|use .. not allowed|permitted", k_general},
    {protocol_off, "imap|imap4|pop|pop3|smtp access|service|use .. denied|forbidden|blocked", k_general},
    {protocol_off, "not .. use imap|imap4|pop|pop3|smtp", k_general},
    {protocol_off, "no permission|access .. imap|imap4|pop|pop3|smtp", k_general},
    {protocol_off, "not authorized|authorised|allowed|permitted|enabled .. this service|protocol", k_general},
    {protocol_off, "not have imap|imap4|pop|pop3|smtp access", k_zimbra_code},
    {protocol_off, "enable|enabled .. imap|imap4|pop|pop3|smtp", k_replies},
    {protocol_off, "service not authorized|authorised|allowed|permitted|enabled", k_general},
    {protocol_off, "access rights to this service", k_replies},
    {protocol_off, "only .. webmail", k_general},
    {protocol_off, "smtpclientauthentication is disabled", k_replies},
    {protocol_off, "non .. abilitat* .. accessi", k_aruba},
    {protocol_off, "solo|esclusivamente .. webmail", k_translated},
    {protocol_off, "imap|pop|pop3|smtp|protocollo .. disabilitat*|disattivat*", k_translated},
    {protocol_off, "imap|pop|pop3|smtp|protocollo .. non .. abilitat*|attiv*|consentit*", k_translated},
    {protocol_off, "imap|pop|pop3|smtp|protokoll .. deaktiviert", k_translated},
    {protocol_off, "imap|pop|pop3|smtp|protocole .. d*sactiv*", k_translated},
    {protocol_off, "imap|pop|pop3|smtp|protocolo .. desactivad*|deshabilitad*", k_translated},

    // The account is off: disabled, suspended, not paid.
    {account_off, "account|user|mailbox|login|logins|access .. disabled|suspended|deactivated|inactive|terminated", k_dovecot_code},
    {account_off, "disabled|suspended|deactivated|inactive account|user|mailbox", k_general},
    {account_off, "suspended|deactivated", k_replies},
    {account_off, "account|user|mailbox .. frozen", k_general},
    {account_off, "account|subscription|contract|license|licence|mailbox|domain .. expired|closed", k_general},
    {account_off, "account .. not active|enabled", k_general},
    {account_off, "non payment", k_dovecot},
    {account_off, "not paid", k_general},
    {account_off, "unpaid|nonpayment", k_general},
    {account_off, "account|utente|casella|utenza|accesso|servizio .. disabilitat*|disattivat*|sospes*|cessat*|chius*|scadut*", k_translated},
    {account_off, "account|utente|casella|utenza non .. attiv*|abilitat*", k_translated},
    {account_off, "mancato pagamento", k_translated},
    {account_off, "contratto|abbonamento .. scadut*", k_translated},
    {account_off, "konto|postfach .. deaktiviert|abgelaufen", k_translated},
    {account_off, "compte .. d*sactiv*|suspendu", k_translated},
    {account_off, "cuenta .. desactivad*|suspendid*|deshabilitad*", k_translated},

    // The account lives elsewhere.
    {other_server, "wrong|other|another|different host|server", k_zimbra_code},
    {other_server, "mailbox|account|user .. moved|migrated", k_dovecot},
    {other_server, "not hosted here|on", k_general},
    {other_server, "server|host errato|diverso|sbagliato", k_translated},
    {other_server, "altro server|host", k_translated},
    {other_server, "casella|account .. trasferit*|migrat*|spostat*", k_translated},

    // The sender, not the recipient, is what a reply is about.
    {sender, "sender address", k_postfix},
    {sender, "sender .. rejected|refused|denied|not", k_postfix},
    {sender, "not owned by", k_postfix},
    {sender, "not logged in", k_postfix_code},
    {sender, "send as|from", k_replies},
    {sender, "mittente", k_translated},
    {sender, "absender|exp*diteur|remitente", k_translated},

    // Too many at once.
    {connection_limit, "too many .. connections|sessions|clients", k_postfix},
    {connection_limit, "too many logins", k_general},
    {connection_limit, "concurrent|simultaneous logins|sessions|connections", k_replies},
    {connection_limit, "maximum number of connections|sessions", k_dovecot_code},
    {connection_limit, "maximum|max|open connections|sessions|logins .. exceeded|reached|limit", k_cyrus_code},
    {connection_limit, "connection|connections|session|sessions limit", k_replies},
    {connection_limit, "tropp* .. connessioni|sessioni|accessi", k_translated},
    {connection_limit, "numero massimo .. connessioni|sessioni", k_translated},
    {connection_limit, "limite .. connessioni|sessioni", k_translated},
    {connection_limit, "zu viele .. verbindungen|sitzungen", k_translated},
    {connection_limit, "trop de .. connexions|sessions", k_translated},
    {connection_limit, "demasiad* .. conexiones|sesiones", k_translated},

    // Too many refused attempts.
    {attempts, "too many .. attempts|tries|failures|failed|errors|bad|invalid|wrong", k_postfix},
    {attempts, "attempts .. exceeded|reached", k_general},
    {attempts, "failed|invalid|bad login|logon|authentication|auth attempts", k_general},
    {attempts, "tropp* .. tentativi|errori", k_translated},
    {attempts, "numero .. tentativi", k_translated},
    {attempts, "zu viele .. versuche|anmeldeversuche|fehlversuche", k_translated},
    {attempts, "trop de .. tentatives|essais", k_translated},
    {attempts, "demasiad* .. intentos", k_translated},

    // Too many in a time.
    {rate, "rate limit|limited|exceeded", k_general},
    {rate, "ratelimit*|throttl*", k_general},
    {rate, "too much .. traffic|mail", k_infocert},
    {rate, "too many .. messages|commands|requests|recipients|mails|emails", k_postfix},
    {rate, "too frequent*|fast|often|soon", k_general},
    {rate, "slow down", k_general},
    {rate, "daily|hourly|sending|bandwidth limit|limits|quota", k_replies},
    {rate, "login delay", k_rfc},
    {rate, "login|logins|connection limit", k_general},
    {rate, "login frequency", k_general},
    {rate, "wait .. seconds|minutes|hours", k_general},
    {rate, "attendere .. secondi|minuti|ore", k_translated},
    {rate, "tropp* .. messaggi|richieste|comandi|destinatari|frequent*", k_translated},
    {rate, "traffico eccessivo", k_translated},
    {rate, "limite .. giornaliero|orario|invio|invii", k_translated},
    {rate, "zu viele .. nachrichten|anfragen", k_translated},
    {rate, "trop de .. messages|requ*tes", k_translated},
    {rate, "demasiad* .. mensajes|peticiones", k_translated},

    {greylisted, "greylist*|graylist*", k_postfix},

    // Another session holds the mailbox.
    {in_use, "locked by another|other|process|session", k_dovecot},
    {in_use, "maildrop|mailbox|already .. locked", k_rfc},
    {in_use, "lock .. maildrop|mailbox", k_rfc},
    {in_use, "already|currently in use|open", k_rfc},
    {in_use, "mailbox|maildrop .. in use", k_rfc},
    {in_use, "casella|mailbox .. in uso", k_translated},
    {in_use, "altra sessione", k_translated},
    {in_use, "wird bereits verwendet", k_translated},

    // The mailbox is full.
    {over_quota, "over|exceeded|exceeds quota", k_aruba},
    {over_quota, "overquota", k_rfc},
    {over_quota, "quota .. exceeded|full|reached", k_dovecot},
    {over_quota, "exceed* .. quota|storage", k_rfc},
    {over_quota, "mailbox|maildrop|inbox .. full", k_postfix},
    {over_quota, "casella|mailbox .. pien*|esaurit*", k_translated},
    {over_quota, "quota .. superat*|esaurit*", k_translated},
    {over_quota, "spazio .. esaurit*|insufficiente|terminat*", k_translated},
    {over_quota, "postfach .. voll", k_translated},
    {over_quota, "quota .. d*pass*", k_translated},
    {over_quota, "buz*n .. lleno", k_translated},

    // Encryption first.
    {needs_tls, "starttls|stls .. first|required|command", k_postfix},
    {needs_tls, "plaintext|cleartext .. disallowed|disabled|denied|forbidden", k_dovecot},
    {needs_tls, "plaintext|cleartext .. not allowed|permitted", k_dovecot},
    {needs_tls, "plain|clear text .. not|disallowed|disabled", k_general},
    {needs_tls, "after entering tls", k_zimbra_code},
    {needs_tls, "available under a layer", k_cyrus_code},
    {needs_tls, "encryption|tls|ssl .. required|needed|mandatory", k_rfc},
    {needs_tls, "require* .. encryption|tls|ssl|encrypted|secure", k_general},
    {needs_tls, "connessione .. cifrata|sicura|crittografata|protetta", k_translated},
    {needs_tls, "ssl|tls .. obbligatori*|richiest*|necessari*", k_translated},

    // The login method, not the password.
    {mechanism, "unsupported|invalid|unknown|unrecognized|unrecognised|unavailable authentication mechanism|type|method", k_dovecot},
    {mechanism, "mechanism|mech .. unsupported|invalid|unknown|unavailable|unrecognized|weak|disabled", k_rfc},
    {mechanism, "mechanism|mech .. not supported|available|allowed|enabled|implemented", k_exim_code},
    {mechanism, "no mechanism|mechanisms available", k_sasl},
    {mechanism, "no worthy mechs", k_sasl},
    {mechanism, "basic authentication .. disabled|blocked", k_replies},
    {mechanism, "authentication type|method .. not", k_general},
    {mechanism, "meccanismo|metodo .. non .. supportat*|consentit*", k_translated},

    {certificate, "certificate|certificates|cert", k_dovecot},
    {certificate, "certificato|certificat|certificado|zertifikat", k_translated},

    // The server has trouble, and says so.
    {temporary, "temporary|temporarily|transient", k_dovecot},
    {temporary, "later", k_zimbra_code},
    {temporary, "internal .. error|failure", k_dovecot},
    {temporary, "server|system|local|backend|database error|problem|failure", k_postfix_code},
    {temporary, "service|server|system|account|mailbox|backend|database|currently .. unavailable", k_dovecot_code},
    {temporary, "service|server|system|currently .. not available", k_postfix},
    {temporary, "unable .. at present", k_exim_code},
    {temporary, "lost|no connection to", k_postfix_code},
    {temporary, "connection lost to", k_postfix_code},
    {temporary, "process broken", k_dovecot},
    {temporary, "unable|failed to contact|connect|reach", k_general},
    {temporary, "could not contact|connect|reach", k_general},
    {temporary, "cannot contact|reach", k_general},
    {temporary, "can t|not contact|reach", k_general},
    {temporary, "server|service|backend|daemon|database|system .. down|offline|unreachable", k_general},
    {temporary, "server|service|backend|daemon|database|system .. not ready|responding|reachable", k_general},
    {temporary, "backend|ldap|sql|mysql|radius error|timeout|unreachable", k_general},
    {temporary, "connection to .. failed|lost", k_general},
    {temporary, "again|retry in .. seconds|minute|minutes|hours", k_general},
    {temporary, "maintenance", k_postfix},
    {temporary, "busy|overloaded|overload", k_general},
    {temporary, "too much load", k_exim_code},
    {temporary, "load .. too high", k_general},
    {temporary, "shutting|shut down", k_dovecot_code},
    {temporary, "shutdown|rebooting", k_general},
    {temporary, "server|service|system .. restarting", k_general},
    {temporary, "generic failure", k_sasl},
    {temporary, "fatal error", k_courier_code},
    {temporary, "out of memory|resources", k_general},
    {temporary, "temporane*|momentane*", k_aruba},
    {temporary, "tardi", k_translated},
    {temporary, "manutenzione", k_translated},
    {temporary, "errore interno", k_translated},
    {temporary, "errore di|del sistema|server", k_translated},
    {temporary, "riprova*|ritenta* .. secondi|minuto|minuti|ore", k_translated},
    {temporary, "impossibile contattare|raggiungere", k_translated},
    {temporary, "servizio|server|sistema .. non .. disponibile|raggiungibile", k_translated},
    {temporary, "sovraccaric*|occupato", k_translated},
    {temporary, "wartung*|vor*bergehend*|sp*ter|*berlastet", k_translated},
    {temporary, "nicht verf*gbar", k_translated},
    {temporary, "interner *fehler", k_translated},
    {temporary, "temporaire*|indisponible", k_translated},
    {temporary, "plus tard", k_translated},
    {temporary, "erreur interne", k_translated},
    {temporary, "temporalmente|mantenimiento", k_translated},
    {temporary, "m*s|mais tarde", k_translated},
    {temporary, "error|erro interno", k_translated},
    {temporary, "temporariamente|indispon*vel", k_translated},
    {temporary, "tymczasow*|niedost*pn*", k_translated},
    {temporary, "tijdelijk*", k_translated},

    // Logged in, but without its mailbox.
    {not_connected, "authenticated but not connected", k_general},

    // We were too slow, or the line was.
    {inactivity, "inactivity|idle", k_dovecot_code},
    {inactivity, "timeout exceeded", k_postfix_code},
    {inactivity, "command|input|read timeout", k_exim_code},
    {inactivity, "timed out", k_general},
    {inactivity, "inattivit*", k_translated},

    // This client is not wanted.
    {denied, "denied|rejected|refused|forbidden|prohibited|prohibition", k_postfix},
    {denied, "not allowed|welcome|permitted|authorized|authorised", k_general},
    {denied, "dnsbl|rbl|blacklist|blocklist|spamhaus", k_general},
    {denied, "negato|negata|rifiutat*|vietat*", k_translated},
    {denied, "non .. autorizzat*|consentit*|ammess*", k_translated},
});
// clang-format on

}  // namespace

std::span<const Phrase> vocabulary() noexcept { return k_phrases; }

}  // namespace pecprobe
