"""The accounts of the lab and the Lua table from which Dovecot's passdb answers. All passwords are invented."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    name: str
    password: str = "App-password-1"
    state: str = "ok"  # what the right password gets: ok, expired, disabled, temporary
    barred_from: tuple[str, ...] = ()  # services, as Dovecot names them, where the password is refused
    nologin: str = ""  # Dovecot accepts the password and lets nobody in, for this reason
    readable: bool = True  # its mailbox can be opened
    owns_sender: bool = True  # Postfix lets it send as its own address

    @property
    def address(self) -> str:
        return f"{self.name}@pec.test"


# What breaks quoting, splitting, length limits or character sets in clients. No tab: Dovecot's auth refuses it.
SPECIAL_PASSWORDS = {
    "quote": 'say "yes" now',
    "only-quote": '"',
    "backslash": "back\\slash\\\\end\\",
    "only-backslash": "\\",
    "quote-backslash": '\\"\\\\"',
    "apostrophe": "l'utente",
    "accents": "perché-àèìòù-ÀÈÌÒÙ-ß",
    "beyond-bmp": "chiave-🔑-€",
    "blanks": "  two blanks at both ends  ",
    "only-blank": " ",
    "control": "bell\x07escape\x1bdelete\x7f",
    "percent": "100%s %n %d %%",
    "dollar": "$HOME ${HOME} $(id) `id`",
    "ampersand": "a&b;c|d<e>f",
    "brackets": "(a) [b] {c} *?!#~^",
    "literal": "{200+}",
    "equals": "=AGE=AGI=",
    "backslash-n": "not\\r\\na new line",
    "nil": "NIL",
    "star": "*",
    "dot": ".",
    "colon": "user:password@host/path?query#part",
    "long": "0123456789" * 20,
    "long-quotes": '\\"' * 100,
}

ACCOUNTS = (
    Account("good"),
    Account("other", "App-password-2"),
    Account("expired", state="expired"),
    Account("disabled", state="disabled"),
    Account("temporary", state="temporary"),
    Account("no-imap", barred_from=("imap",)),
    Account("no-pop3", barred_from=("pop3",)),
    Account("no-smtp", barred_from=("smtp",)),
    Account("suspended", nologin="Account suspended for non-payment"),
    Account("unreadable", readable=False),
    Account("foreign-sender", owns_sender=False),
    Account("pec"),
    *(Account(f"special-{name}", password) for name, password in SPECIAL_PASSWORDS.items()),
)

REFUSED_RECIPIENT = "refused@pec.test"


def lua_table() -> str:
    """The accounts as a Lua table by address."""
    rows = []
    for account in ACCOUNTS:
        barred = ", ".join(f"[{lua_string(service)}] = true" for service in account.barred_from)
        rows.append(f"  [{lua_string(account.address)}] = {{password = {lua_string(account.password)}, "
                    f"state = {lua_string(account.state)}, nologin = {lua_string(account.nologin)}, "
                    f"barred = {{{barred}}}}},\n")
    return "{\n" + "".join(rows) + "}"


def lua_string(text: str) -> str:
    """Every byte by its number: no quoting to get wrong."""
    return '"' + "".join(f"\\{byte:03d}" for byte in text.encode()) + '"'
