#include "probe/cli/messages.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace pecprobe {

namespace {

// clang-format off
constexpr std::array k_messages = std::to_array<MessageRow>({
    {Message::error, "error", "pecprobe: {what}", "pecprobe: {what}"},
    {Message::see_help, "see_help", "Aiuto: pecprobe --help", "Help: pecprobe --help"},
    {Message::internal_error, "internal_error",
     "errore interno ({what}). La colpa è del programma: lo segnali con questa riga.",
     "internal error ({what}). The program is at fault: please report it with this line."},

    {Message::command_missing, "command_missing", "manca il comando, per esempio «pecprobe check INDIRIZZO»",
     "a command is missing, such as \"pecprobe check ADDRESS\""},
    {Message::command_unknown, "command_unknown", "comando sconosciuto: {what}", "unknown command: {what}"},
    {Message::command_not_available, "command_not_available", "il comando {what} non c'è in questa versione",
     "the command {what} is not available in this version"},
    {Message::too_many_arguments, "too_many_arguments", "troppi argomenti: basta un indirizzo",
     "too many arguments: one address is all"},
    {Message::option_unknown, "option_unknown", "opzione sconosciuta: {what}", "unknown option: {what}"},
    {Message::option_unknown_password, "option_unknown_password",
     "opzione sconosciuta: {what}. La password non si scrive sulla riga di comando, dove la vedono gli altri utenti: "
     "usi --password-stdin, --password-file, --password-env o --password-command",
     "unknown option: {what}. A password never goes on the command line, where other users see it: use "
     "--password-stdin, --password-file, --password-env or --password-command"},
    {Message::option_needs_value, "option_needs_value", "{what}: manca il valore", "{what}: its value is missing"},
    {Message::option_takes_no_value, "option_takes_no_value", "{what}: non vuole un valore", "{what}: takes no value"},
    {Message::option_twice, "option_twice", "{what}: indicata più di una volta", "{what}: given more than once"},
    {Message::options_exclude_each_other, "options_exclude_each_other", "{what} e {detail} si escludono a vicenda",
     "{what} and {detail} exclude each other"},
    {Message::option_not_understood, "option_not_understood", "la riga di comando non si capisce",
     "the command line is not understood"},
    {Message::password_on_command_line, "password_on_command_line",
     "--password non esiste: ciò che sta sulla riga di comando si legge nell'elenco dei processi e nella cronologia. Usi "
     "--password-stdin, --password-file, --password-env o --password-command; sul terminale la password viene chiesta. "
     "Se quella scritta era vera, la cambi",
     "there is no --password: what stands on the command line can be read in the list of processes and in the history. "
     "Use --password-stdin, --password-file, --password-env or --password-command; on a terminal it is asked for. If the "
     "one you typed was real, change it"},

    {Message::value_not_endpoint_url, "value_not_endpoint_url",
     "{what}: serve un URL di questo protocollo, come {detail}s://host[:porta] (TLS) o {detail}://host[:porta] (STARTTLS)",
     "{what}: expected a URL of this protocol, such as {detail}s://host[:port] (TLS) or {detail}://host[:port] (STARTTLS)"},
    {Message::value_not_protocols, "value_not_protocols", "{what}: serve un elenco di imap, pop3 e smtp, separati da virgole",
     "{what}: expected a list of imap, pop3 and smtp, separated by commas"},
    {Message::value_not_account_kind, "value_not_account_kind", "{what}: serve mailbox, archive o multiuser",
     "{what}: expected mailbox, archive or multiuser"},
    {Message::value_not_two_step, "value_not_two_step", "{what}: serve on, off o unknown", "{what}: expected on, off or unknown"},
    {Message::value_not_date, "value_not_date", "{what}: serve una data che esiste, come 2026-11-22",
     "{what}: expected a date that exists, such as 2026-11-22"},
    {Message::value_not_duration, "value_not_duration", "{what}: serve una durata come 14d, 12h, 30m, 90s o 500ms",
     "{what}: expected a length of time such as 14d, 12h, 30m, 90s or 500ms"},
    {Message::value_not_seconds, "value_not_seconds", "{what}: serve un numero di secondi maggiore di zero, come 10 o 0.5",
     "{what}: expected a number of seconds above zero, such as 10 or 0.5"},
    {Message::value_not_retries, "value_not_retries", "{what}: serve un numero da 0 a 20", "{what}: expected a number from 0 to 20"},
    {Message::value_not_resolve, "value_not_resolve", "{what}: serve HOST:PORTA:INDIRIZZO[,INDIRIZZO…]",
     "{what}: expected HOST:PORT:ADDRESS[,ADDRESS…]"},
    {Message::value_not_proxy, "value_not_proxy", "{what}: serve un URL come http://host:3128 o socks5h://host:1080",
     "{what}: expected a URL such as http://host:3128 or socks5h://host:1080"},
    {Message::value_not_address, "value_not_address", "{what}: serve un indirizzo come nome@dominio",
     "{what}: expected an address such as name@domain"},
    {Message::value_not_language, "value_not_language", "{what}: serve it o en", "{what}: expected it or en"},
    {Message::value_not_colour, "value_not_colour", "{what}: serve auto, always o never", "{what}: expected auto, always or never"},
    {Message::value_not_format, "value_not_format",
     "{what}: serve uno di text json jsonl junit html csv nagios prometheus tap github",
     "{what}: expected one of text json jsonl junit html csv nagios prometheus tap github"},
    {Message::value_not_report, "value_not_report", "{what}: serve FORMATO=FILE, come json=esito.json",
     "{what}: expected FORMAT=FILE, such as json=result.json"},
    {Message::value_empty, "value_empty", "{what}: il valore è vuoto", "{what}: the value is empty"},
    {Message::value_has_control_characters, "value_has_control_characters", "{what}: il valore contiene caratteri di controllo",
     "{what}: the value holds control characters"},
    {Message::value_not_variable, "value_not_variable", "{what}: serve il nome di una variabile d'ambiente",
     "{what}: expected the name of an environment variable"},

    {Message::issued_after_today, "issued_after_today", "--password-issued: la data è nel futuro", "--password-issued: the date lies in the future"},
    {Message::sender_check_without_smtp, "sender_check_without_smtp",
     "{what}: il mittente si prova solo con SMTP, che non è fra i servizi da provare",
     "{what}: a sender is tested over SMTP only, which is not among the services to be tested"},
    {Message::cleartext_with_proxy, "cleartext_with_proxy", "--allow-cleartext e --proxy si escludono a vicenda: la password lascerebbe questo computer in chiaro",
     "--allow-cleartext and --proxy exclude each other: the password would leave this computer unencrypted"},
    {Message::cleartext_with_resolve, "cleartext_with_resolve",
     "--allow-cleartext: --resolve porta fuori da questo computer, e la password viaggerebbe in chiaro",
     "--allow-cleartext: --resolve leads away from this computer, and the password would travel unencrypted"},
    {Message::format_not_available, "format_not_available", "{what}: il formato {detail} non c'è in questa versione",
     "{what}: the format {detail} is not available in this version"},
    {Message::report_same_file, "report_same_file", "--report: due resoconti nello stesso file", "--report: two reports to the same file"},

    {Message::address_missing, "address_missing", "manca l'indirizzo della casella: pecprobe check INDIRIZZO",
     "the mailbox's address is missing: pecprobe check ADDRESS"},
    {Message::address_without_domain, "address_without_domain", "l'indirizzo non ha un dominio: serve nome@dominio",
     "the address has no domain: expected name@domain"},
    {Message::address_malformed, "address_malformed", "l'indirizzo non è scritto come nome@dominio",
     "the address is not of the form name@domain"},
    {Message::address_too_long, "address_too_long", "l'indirizzo è troppo lungo", "the address is too long"},
    {Message::address_has_control_characters, "address_has_control_characters", "l'indirizzo contiene caratteri di controllo",
     "the address holds control characters"},
    {Message::login_empty, "login_empty", "--login: il nome utente è vuoto", "--login: the user name is empty"},
    {Message::login_too_long, "login_too_long", "--login: il nome utente è troppo lungo", "--login: the user name is too long"},
    {Message::login_has_control_characters, "login_has_control_characters", "--login: il nome utente contiene caratteri di controllo",
     "--login: the user name holds control characters"},
    {Message::provider_unknown, "provider_unknown", "--provider: gestore sconosciuto. Gestori noti: {what}",
     "--provider: unknown provider. Known ones: {what}"},
    {Message::provider_not_inferred, "provider_not_inferred",
     "il dominio non dice quale sia il gestore. Lo indichi con --provider ({what}), oppure indichi i server: "
     "--imap imaps://HOST --pop3 pop3s://HOST --smtp smtps://HOST",
     "the domain does not tell the provider. Name it with --provider ({what}), or name the servers: "
     "--imap imaps://HOST --pop3 pop3s://HOST --smtp smtps://HOST"},
    {Message::provider_only_possible, "provider_only_possible",
     "il gestore di questo dominio forse è {detail}, ma non è certo: se lo è, aggiunga --provider {detail}; altrimenti indichi i "
     "server con --imap, --pop3 e --smtp",
     "the provider of this domain may be {detail}, but that is not certain: if it is, add --provider {detail}; otherwise name the "
     "servers with --imap, --pop3 and --smtp"},
    {Message::provider_closed, "provider_closed", "questo servizio non esiste più ({detail})", "this service no longer exists ({detail})"},
    {Message::service_not_known, "service_not_known", "di questo gestore non si conosce un server {detail}: lo indichi con --{detail} URL",
     "no {detail} server of this provider is known: name it with --{detail} URL"},
    {Message::nothing_to_test, "nothing_to_test", "con queste opzioni non resta nessun servizio da provare",
     "with these options no service is left to be tested"},
    {Message::cleartext_not_on_loopback, "cleartext_not_on_loopback",
     "--allow-cleartext vale solo per questo computer (localhost, 127.0.0.1, ::1), non per {detail}",
     "--allow-cleartext is for this computer only (localhost, 127.0.0.1, ::1), not for {detail}"},

    {Message::password_missing, "password_missing",
     "manca la password: --password-stdin, --password-file, --password-env o --password-command (sul terminale viene chiesta)",
     "the password is missing: --password-stdin, --password-file, --password-env or --password-command (on a terminal it is asked for)"},
    {Message::password_empty, "password_empty", "{what}: la password è vuota", "{what}: the password is empty"},
    {Message::password_several_lines, "password_several_lines", "{what}: più di una riga; serve solo la password",
     "{what}: more than one line; only the password is wanted"},
    {Message::password_forbidden_byte, "password_forbidden_byte", "{what}: la password contiene un ritorno a capo (CR) o un byte NUL",
     "{what}: the password holds a carriage return (CR) or a NUL byte"},
    {Message::password_too_long, "password_too_long", "{what}: troppo lunga per una password (più di 1024 byte)",
     "{what}: too long for a password (more than 1024 bytes)"},
    {Message::password_cannot_open, "password_cannot_open", "{what}: il file non si apre ({detail})", "{what}: the file cannot be opened ({detail})"},
    {Message::password_not_a_regular_file, "password_not_a_regular_file", "{what}: non è un normale file",
     "{what}: not a regular file"},
    {Message::password_foreign_owner, "password_foreign_owner", "{what}: il file è di un altro utente", "{what}: the file belongs to another user"},
    {Message::password_writable_by_others, "password_writable_by_others", "{what}: altri utenti possono scrivere nel file (chmod 600)",
     "{what}: other users can write to the file (chmod 600)"},
    {Message::password_readable_by_others, "password_readable_by_others", "{what}: altri utenti possono leggere il file (chmod 600)",
     "{what}: other users can read the file (chmod 600)"},
    {Message::password_cannot_read, "password_cannot_read", "{what}: la lettura non riesce ({detail})", "{what}: reading failed ({detail})"},
    {Message::password_variable_not_set, "password_variable_not_set", "{what}: la variabile d'ambiente non esiste",
     "{what}: the environment variable is not set"},
    {Message::password_command_malformed, "password_command_malformed", "{what}: il comando è vuoto o ha virgolette non chiuse",
     "{what}: the command is empty or has an open quote"},
    {Message::password_command_needs_shell, "password_command_needs_shell",
     "{what}: il comando parte senza shell, quindi senza | & ; < > ( ). Se servono: sh -c '…'",
     "{what}: the command is started without a shell, so without | & ; < > ( ). If you need them: sh -c '…'"},
    {Message::password_command_not_started, "password_command_not_started", "{what}: il comando non parte ({detail})",
     "{what}: the command cannot be started ({detail})"},
    {Message::password_command_failed, "password_command_failed", "{what}: il comando non è riuscito ({detail})",
     "{what}: the command failed ({detail})"},
    {Message::password_command_timed_out, "password_command_timed_out", "{what}: il comando non ha risposto entro 60 secondi",
     "{what}: the command gave no answer within 60 seconds"},
    {Message::password_interrupted, "password_interrupted", "interrotto", "interrupted"},

    {Message::ask_address, "ask_address", "Indirizzo PEC: ", "PEC address: "},
    {Message::ask_provider, "ask_provider", "Gestore ({what}): ", "Provider ({what}): "},
    {Message::ask_login, "ask_login", "Nome utente (Invio: l'indirizzo): ", "User name (Enter: the address): "},
    {Message::ask_password, "ask_password", "Password di {what} (non si vede): ", "Password of {what} (not shown): "},

    {Message::network_unusable, "network_unusable", "così non si può provare: {detail}", "cannot test like this: {detail}"},
    {Message::report_not_writable, "report_not_writable", "--report: non si può scrivere {what} ({detail})",
     "--report: cannot write {what} ({detail})"},
    {Message::report_not_a_regular_file, "report_not_a_regular_file", "--report: {what} esiste e non è un normale file",
     "--report: {what} exists and is not a regular file"},
    {Message::report_write_failed, "report_write_failed", "il resoconto {what} non è stato scritto ({detail}); quello di prima, se c'era, è intatto",
     "the report {what} was not written ({detail}); the former one, if any, is intact"},
    {Message::output_write_failed, "output_write_failed", "l'uscita standard non è stata scritta per intero ({detail})",
     "standard output was not written in full ({detail})"},

    {Message::note_wrong_host, "note_wrong_host", "nota: {what} non risulta un server di posta PEC; quello giusto è {detail}",
     "note: {what} is not known as a PEC mail server; the right one is {detail}"},
    {Message::note_wrong_host_without_right_one, "note_wrong_host_without_right_one",
     "nota: {what} non risulta un server di posta PEC", "note: {what} is not known as a PEC mail server"},
    {Message::note_user_id, "note_user_id",
     "nota: presso {what} il nome utente di solito non è l'indirizzo ma lo User ID: se serve, --login",
     "note: at {what} the user name is usually not the address but the User ID: if needed, --login"},

    {Message::help_short, "help_short",
     R"(Esempi:
  pecprobe check INDIRIZZO                      chiede la password e prova tutto
  pass show pec | pecprobe check INDIRIZZO --password-stdin
  pecprobe check INDIRIZZO --login M1234567 --password-file pw.txt
  pecprobe check INDIRIZZO --imap imaps://HOST --smtp smtps://HOST
  pecprobe check INDIRIZZO --password-env PW --format json --report text=f.txt

pecprobe check [INDIRIZZO] [opzioni]
  prova una casella PEC in ricezione (IMAP, POP3) e invio (SMTP): un accesso per
  servizio; non legge, non cambia e non spedisce nessun messaggio.

  --provider ID           gestore, se il dominio non lo dice
  --imap|--pop3|--smtp URL  server propri, per esempio imaps://HOST[:PORTA]
  --protocols ELENCO      solo questi, per esempio imap,smtp
  --login NOME            nome utente, se non è l'indirizzo
  --password-stdin | --password-file F | --password-env V | --password-command C
  --format F, --report F=FILE   formato dell'esito; altri resoconti su file
  -q, -v                  solo ciò che non va; anche il dialogo, senza password

Esito: 0 tutto bene, 1 qualcosa non va, 2 uso sbagliato, 3 errore del programma,
4 non deciso, 130 interrotto. Tutte le opzioni: pecprobe check --help all
)",
     R"(Examples:
  pecprobe check ADDRESS                     asks for the password and tests all
  pass show pec | pecprobe check ADDRESS --password-stdin
  pecprobe check ADDRESS --login M1234567 --password-file pw.txt
  pecprobe check ADDRESS --imap imaps://HOST --smtp smtps://HOST
  pecprobe check ADDRESS --password-env PW --format json --report text=f.txt

pecprobe check [ADDRESS] [options]
  tests a PEC mailbox, receiving (IMAP, POP3) and sending (SMTP): one login per
  service; no message is read, changed or sent.

  --provider ID           the provider, where the domain does not tell
  --imap|--pop3|--smtp URL  own servers, such as imaps://HOST[:PORT]
  --protocols LIST        only these, such as imap,smtp
  --login NAME            user name, where it is not the address
  --password-stdin | --password-file F | --password-env V | --password-command C
  --format F, --report F=FILE   format of the result; further reports to files
  -q, -v                  only what fails; also the dialogue, redacted

Exit status: 0 all passed, 1 something failed, 2 wrong usage, 3 tool failed,
4 not decided, 130 interrupted. All options: pecprobe check --help all
)"},
    {Message::help_usage, "help_usage", "pecprobe check [INDIRIZZO] [opzioni]", "pecprobe check [ADDRESS] [options]"},
    {Message::group_account, "group_account", "Casella e server", "Mailbox and servers"},
    {Message::group_password, "group_password", "Password (una sola di queste; sul terminale viene chiesta)",
     "Password (one of these; on a terminal it is asked for)"},
    {Message::group_network, "group_network", "Rete", "Network"},
    {Message::group_checks, "group_checks", "Che cosa si prova e quando l'esito è negativo", "What is tested and when it fails"},
    {Message::group_guard, "group_guard", "Protezione dal blocco della casella", "Guard against locking the mailbox"},
    {Message::group_output, "group_output", "Resoconto", "Report"},
    {Message::group_general, "group_general", "Altro", "Other"},

    {Message::help_provider, "help_provider", "gestore: ne prende i server (altrimenti lo dice il dominio)", "provider: its servers are taken (else the domain tells it)"},
    {Message::help_imap, "help_imap", "server IMAP: imaps://HOST[:PORTA] con TLS, imap:// con STARTTLS", "IMAP server: imaps://HOST[:PORT] with TLS, imap:// with STARTTLS"},
    {Message::help_pop3, "help_pop3", "server POP3: pop3s:// o pop3://", "POP3 server: pop3s:// or pop3://"},
    {Message::help_smtp, "help_smtp", "server SMTP: smtps:// o smtp://", "SMTP server: smtps:// or smtp://"},
    {Message::help_protocols, "help_protocols", "solo questi, per esempio imap,smtp", "only these, such as imap,smtp"},
    {Message::help_login, "help_login", "nome utente, se non è l'indirizzo", "user name, where it is not the address"},
    {Message::help_account_kind, "help_account_kind", "mailbox (casella), archive (archivio) o multiuser", "mailbox, archive or multiuser"},
    {Message::help_two_step, "help_two_step", "verifica in 2 passaggi: on, off o unknown", "two-step verification: on, off or unknown"},
    {Message::help_password_issued, "help_password_issued", "giorno in cui la password è stata generata", "day on which the password was made"},
    {Message::help_today, "help_today", "data da usare al posto di oggi", "date to be used instead of today"},
    {Message::help_password_stdin, "help_password_stdin", "dall'ingresso standard: una riga sola", "from standard input: one line only"},
    {Message::help_password_file, "help_password_file", "da un file che altri non possono leggere", "from a file that others cannot read"},
    {Message::help_password_env, "help_password_env", "da una variabile d'ambiente", "from an environment variable"},
    {Message::help_password_command, "help_password_command", "da ciò che scrive un comando, avviato senza shell", "from the output of a command, started without a shell"},
    {Message::help_ca_file, "help_ca_file", "autorità di certificazione (PEM) al posto di quelle del sistema", "certificate authorities (PEM) instead of the system's"},
    {Message::help_resolve, "help_resolve", "indirizzo da usare per un host (come curl)", "address to be used for a host (as curl)"},
    {Message::help_ipv4, "help_ipv4", "solo IPv4", "IPv4 only"},
    {Message::help_ipv6, "help_ipv6", "solo IPv6", "IPv6 only"},
    {Message::help_proxy, "help_proxy", "proxy; le variabili d'ambiente non contano", "proxy; environment variables do not count"},
    {Message::help_all_addresses, "help_all_addresses", "ogni indirizzo di ogni host, uno per uno", "every address of each host on its own"},
    {Message::help_allow_cleartext, "help_allow_cleartext", "solo su questo computer: accesso anche senza TLS", "on this computer only: log in even without TLS"},
    {Message::help_connect_timeout, "help_connect_timeout", "secondi per una connessione (10)", "seconds for a connection (10)"},
    {Message::help_timeout, "help_timeout", "secondi per un servizio (60)", "seconds for a service (60)"},
    {Message::help_check_sender, "help_check_sender", "SMTP: può spedire come questo indirizzo? Non spedisce nulla", "SMTP: may it send as this address? Nothing is sent"},
    {Message::help_check_recipient, "help_check_recipient", "lo stesso, con un altro destinatario", "the same, with another recipient"},
    {Message::help_fail_if_expires_within, "help_fail_if_expires_within", "esito 1 se la password scade così presto, per esempio 14d", "exit 1 if the password expires that soon, such as 14d"},
    {Message::help_fail_if_certificate_within, "help_fail_if_certificate_within", "lo stesso per il certificato del server", "the same for the server's certificate"},
    {Message::help_warnings_as_failures, "help_warnings_as_failures", "esito 1 per qualunque avviso", "exit 1 for any warning"},
    {Message::help_retries, "help_retries", "nuovi tentativi, mai dopo un rifiuto (0)", "further tries, never after a refusal (0)"},
    {Message::help_try_all, "help_try_all", "prova l'ultimo servizio anche se due rifiutano", "try the last service although two refuse"},
    {Message::help_force, "help_force", "non tiene conto dei rifiuti ricordati", "takes no account of remembered refusals"},
    {Message::help_no_memory, "help_no_memory", "non ricorda nulla", "remembers nothing"},
    {Message::help_state, "help_state", "file in cui si ricordano i rifiuti", "file in which refusals are remembered"},
    {Message::help_format, "help_format", "formato sull'uscita standard: text, json …", "format on standard output: text, json …"},
    {Message::help_report, "help_report", "un resoconto in più, su file; si può ripetere", "a further report, to a file; may be repeated"},
    {Message::help_share, "help_share", "sostituisce indirizzi, nomi e identificativi con alias", "replaces addresses, names and identifiers by aliases"},
    {Message::help_lang, "help_lang", "it o en", "it or en"},
    {Message::help_color, "help_color", "auto, always o never", "auto, always or never"},
    {Message::help_quiet, "help_quiet", "solo ciò che non va", "only what fails"},
    {Message::help_verbose, "help_verbose", "anche il dialogo, senza password", "also the dialogue, without the password"},
    {Message::help_help, "help_help", "questo aiuto; «all» per tutte le opzioni", "this help; \"all\" for every option"},
    {Message::help_version, "help_version", "versione del programma e delle librerie", "version of the program and its libraries"},
});
// clang-format on

constexpr bool is_in_enum_order() {
  for (std::size_t i = 0; i < k_messages.size(); ++i) {
    if (static_cast<std::size_t>(k_messages[i].message) != i) {
      return false;
    }
  }
  return static_cast<std::size_t>(Message::help_version) + 1 == k_messages.size();
}
static_assert(is_in_enum_order(), "text() looks a message up by its number");

}  // namespace

std::span<const MessageRow> all_messages() noexcept { return k_messages; }

std::string text(Message message, Language language, std::string_view what, std::string_view detail) {
  const MessageRow& row = k_messages.at(static_cast<std::size_t>(message));
  const std::string_view sentence = language == Language::italian ? row.italian : row.english;
  return fmt::format(fmt::runtime(sentence), fmt::arg("what", printable(what)), fmt::arg("detail", printable(detail)));
}

}  // namespace pecprobe
