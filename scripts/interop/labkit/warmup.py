"""Waits until every server answers, and opens the first mailbox, so that no test meets a server that is half awake."""
import imaplib
import poplib
import smtplib
import socket
import ssl
import time
from collections.abc import Callable

from .accounts import ACCOUNTS
from .layout import VARIANTS
from .place import Place

PATIENCE = 25  # seconds for all of it; two are usual


class ServerDied(Exception):
    """A server ended before it was asked to; its text is what the servers wrote."""


class NotReady(Exception):
    """A server runs and does not answer as it should."""


def until_ready(place: Place, check_children: Callable[[], None]) -> None:
    deadline = time.monotonic() + PATIENCE

    def until(what: str, succeeds: Callable[[], bool]) -> None:
        while True:
            check_children()
            try:
                if succeeds():
                    return
                problem = "no proper answer"
            except (OSError, EOFError, imaplib.IMAP4.error, poplib.error_proto, smtplib.SMTPException) as error:
                problem = str(error)
            if time.monotonic() > deadline:
                raise NotReady(f"{what} is not ready after {PATIENCE} s: {problem}")
            time.sleep(0.02)

    for variant in VARIANTS:
        for service in ("imap", "pop3", *(["smtp"] if place.postfix_user else [])):
            greeting = {"imap": b"* OK [", "pop3": b"+OK Dovecot", "smtp": b"220 "}[service]
            until(f"{service} on {variant.address}",
                  lambda a=variant.address, s=service, g=greeting: first_bytes(a, place.ports[s]).startswith(g))
    until("the IMAP login", lambda: examine(place))
    until("the POP3 login", lambda: stat(place))
    if place.postfix_user:
        until("the SMTP login", lambda: submit_nothing(place))


def first_bytes(address: str, port: int) -> bytes:
    """Dovecot may first say that it waits for its auth process: not the greeting that a test should meet."""
    with socket.create_connection((address, port), timeout=2) as connection:
        return connection.recv(512)


def trust(place: Place) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=place.pki / "ca.pem")


def examine(place: Place) -> bool:
    with imaplib.IMAP4_SSL("127.0.0.2", place.ports["imaps"], ssl_context=trust(place), timeout=5) as client:
        client.login(ACCOUNTS[0].address, ACCOUNTS[0].password)
        return client.select("INBOX", readonly=True)[0] == "OK"


def stat(place: Place) -> bool:
    client = poplib.POP3_SSL("127.0.0.2", place.ports["pop3s"], context=trust(place), timeout=5)
    client.user(ACCOUNTS[0].address)
    client.pass_(ACCOUNTS[0].password)
    count, _ = client.stat()
    client.quit()
    return count == 1


def submit_nothing(place: Place) -> bool:
    with smtplib.SMTP_SSL("127.0.0.2", place.ports["smtps"], context=trust(place), timeout=5) as client:
        return client.login(ACCOUNTS[0].address, ACCOUNTS[0].password)[0] == 235
