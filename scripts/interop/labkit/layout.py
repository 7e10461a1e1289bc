"""Which address shows which kind of server: every variant answers on the same ports, each on its own address."""
import contextlib
import socket
from dataclasses import dataclass

from . import Unavailable

SERVICES = ("imap", "imaps", "pop3", "pop3s", "smtp", "smtps")
NAMES = ("mail.test", "imap.test", "pop3.test", "smtp.test", "localhost")


@dataclass(frozen=True)
class Variant:
    name: str
    address: str
    certificate: str = "good"  # a name in pki.py
    tls: str = "any"  # any, tls12, tls13, old (TLS 1.0 and 1.1), none (STARTTLS is not offered), client_certificate
    login: str = "after_tls"  # after_tls, clear (also without TLS), never


VARIANTS = (
    # Dovecot takes a connection whose two ends have the same address for a safe one: `same_address` shows it to a
    # client that comes from 127.0.0.1, all others do not.
    Variant("same_address", "127.0.0.1"),
    Variant("good", "127.0.0.2"),
    Variant("chain", "127.0.0.10", "chain"),
    Variant("expired", "127.0.0.11", "expired"),
    Variant("not_yet_valid", "127.0.0.12", "not_yet_valid"),
    Variant("self_signed", "127.0.0.13", "self_signed"),
    Variant("wrong_host", "127.0.0.14", "wrong_host"),
    Variant("unknown_issuer", "127.0.0.15", "unknown_issuer"),
    Variant("missing_intermediate", "127.0.0.16", "missing_intermediate"),
    Variant("weak_key", "127.0.0.17", "weak_key"),
    Variant("weak_signature", "127.0.0.18", "weak_signature"),
    Variant("wrong_purpose", "127.0.0.19", "wrong_purpose"),
    Variant("cn_only", "127.0.0.20", "cn_only"),
    Variant("ecdsa", "127.0.0.21", "ecdsa"),
    Variant("tls12", "127.0.0.30", tls="tls12"),
    Variant("tls13", "127.0.0.31", tls="tls13"),
    Variant("tls_old", "127.0.0.32", tls="old"),
    Variant("client_certificate", "127.0.0.33", tls="client_certificate"),
    Variant("no_starttls", "127.0.0.34", tls="none", login="clear"),
    Variant("no_login", "127.0.0.35", tls="none", login="never"),
)


def free_ports() -> dict[str, int]:
    """One port per service that is free on every address at this moment; whoever starts servers on them tries again
    with others when somebody was faster."""
    with contextlib.ExitStack() as held:
        return {service: free_port(held) for service in SERVICES}


def free_port(held: contextlib.ExitStack) -> int:
    """Reserves it on every address as long as `held` lasts: bound, never listening."""
    for _ in range(50):
        first, *others = [held.enter_context(socket.socket()) for _ in VARIANTS]
        first.bind((VARIANTS[0].address, 0))
        port = first.getsockname()[1]
        try:
            for sock, variant in zip(others, VARIANTS[1:]):
                sock.bind((variant.address, port))
            return port
        except OSError:
            continue  # taken on one of them: the next one
    raise Unavailable("no port is free on all of the lab's loopback addresses")
