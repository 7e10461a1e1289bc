"""Dovecot's configuration, mailboxes and command line."""
from collections.abc import Iterable
from pathlib import Path

from .accounts import ACCOUNTS, lua_table
from .layout import VARIANTS, Variant
from .pki import Authority
from .place import Place

# Two things cannot be set per address, so these variants have login processes of their own: the newest TLS version
# (OpenSSL's own setting, per process) and that a client certificate is required.
NEWEST_TLS = {"tls12": "TLSv1.2", "old": "TLSv1.1"}
APART = ("tls12", "old", "client_certificate")
MESSAGE = ("From: Mittente <sender@pec.test>\r\nTo: good@pec.test\r\nSubject: unread\r\n"
           "Date: Sun, 1 Nov 2026 10:00:00 +0100\r\nMessage-ID: <unread@pec.test>\r\n\r\nNot read yet.\r\n")


def prepare(place: Place, authority: Authority) -> None:
    for name in ("dovecot", "dovecot-state", "mail", "rawlog"):
        (place.run / name).mkdir(mode=0o755)
    (place.run / "dovecot" / "modules").symlink_to(place.servers / "usr/lib/dovecot/modules")
    place.own(place.run / "mail", place.user)
    place.own(place.run / "rawlog", place.user)
    journal = place.run / "logins.jsonl"
    journal.touch(mode=0o600)
    place.own(journal, place.user)
    for kind, newest in {"any": "TLSv1.3", **NEWEST_TLS}.items():
        place.render("openssl.cnf", place.run / f"openssl-{kind}.cnf", MAX_PROTOCOL=newest)
    place.render("auth.lua", place.run / "auth.lua", ACCOUNTS=lua_table(), JOURNAL=str(journal))
    (place.run / "auth.lua").chmod(0o644)
    configuration = place.run / "dovecot.conf"
    place.render("dovecot.conf", configuration)
    with configuration.open("a") as file:
        for kind in ("any", *APART):
            file.writelines(login_services(place, kind))
        file.writelines(local_block(variant, authority) for variant in VARIANTS)
    for account in ACCOUNTS:
        make_mailbox(place, account.address, account.readable)


def login_services(place: Place, kind: str) -> Iterable[str]:
    addresses = " ".join(v.address for v in VARIANTS if (v.tls if v.tls in APART else "any") == kind)
    for protocol in ("imap", "pop3"):
        program = f"{protocol}-login"
        yield f"service {program if kind == 'any' else f'{program}-{kind}'} {{\n"
        if kind != "any":
            yield f"  protocol = {protocol}\n  type = login\n  user = {place.user}\n"
            yield f"  executable = {executable(place, program, kind)}\n"
        # One process for all connections: its log lines keep their order.
        yield "  chroot =\n  service_count = 0\n  process_min_avail = 1\n  process_limit = 1\n  client_limit = 500\n"
        for listener, tls in ((protocol, "no"), (f"{protocol}s", "yes")):
            yield f"  inet_listener {listener} {{\n    address = {addresses}\n"
            yield f"    port = {place.ports[listener]}\n    ssl = {tls}\n  }}\n"
        yield "}\n"


def executable(place: Place, program: str, kind: str) -> str:
    path = f"{place.servers}/usr/lib/dovecot/{program}"
    if kind in NEWEST_TLS:
        return f"/usr/bin/env OPENSSL_CONF={place.run}/openssl-{kind}.cnf {path}"
    return f"{path} login-with-certificate"  # the socket of the auth process that it asks


def local_block(variant: Variant, authority: Authority) -> str:
    lines = [f"ssl_cert = <{authority.chain(variant.certificate)}", f"ssl_key = <{authority.key(variant.certificate)}"]
    if variant.tls == "tls13":
        lines.append("ssl_min_protocol = TLSv1.3")
    if variant.tls == "none":
        lines.append("ssl = no")
    if variant.tls == "client_certificate":
        lines += [f"ssl_ca = <{authority.folder / 'ca.pem'}", "ssl_require_crl = no", "ssl_verify_client_cert = yes"]
    if variant.login == "clear":
        lines.append("disable_plaintext_auth = no")
    return f"local {variant.address} {{\n" + "".join(f"  {line}\n" for line in lines) + "}\n"


def make_mailbox(place: Place, address: str, readable: bool) -> None:
    """A Maildir with one unread message; where it is not readable, Dovecot's user cannot enter it."""
    home = place.run / "mail" / address
    folders = [home, home / "Maildir", *(home / "Maildir" / name for name in ("cur", "new", "tmp"))]
    for folder in folders:
        folder.mkdir(mode=0o700)
    message = home / "Maildir" / "new" / "1793523600.M1P1.lab"
    message.write_text(MESSAGE, newline="")
    for path in [*folders, message]:
        place.own(path, place.user)
    if not readable:
        place.own(home / "Maildir", "root")
        (home / "Maildir").chmod(0)



def command(place: Place) -> list[str | Path]:
    """In the foreground. doveconf hands the settings over, since dovecot would look for doveconf in /usr/bin."""
    configuration = place.run / "dovecot.conf"
    return [place.servers / "usr/bin/doveconf", "-f", "service=master", "-c", configuration, "-m", "master",
            "-e", place.servers / "usr/sbin/dovecot", "-F", "-c", configuration]
