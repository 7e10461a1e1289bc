"""Postfix's configuration and command line: one master, two smtpd services per variant."""
import os
from collections.abc import Iterable
from pathlib import Path

from . import certifier
from .accounts import ACCOUNTS, REFUSED_RECIPIENT
from .layout import VARIANTS, Variant
from .pki import Authority
from .place import Place

PROTOCOLS = {"tls12": ">=TLSv1.2,<=TLSv1.2", "tls13": ">=TLSv1.3", "old": "<=TLSv1.1"}
INTERNAL_SERVICES = """
postlog    unix-dgram n - n - 1 postlogd
cleanup    unix n - n - 0 cleanup
qmgr       unix n - n 300 1 qmgr
rewrite    unix - - n - - trivial-rewrite
tlsmgr     unix - - n 1000? 1 tlsmgr
bounce     unix - - n - 0 bounce
defer      unix - - n - 0 bounce
trace      unix - - n - 0 bounce
anvil      unix - - n - 1 anvil
proxymap   unix - - n - - proxymap
discard    unix - - n - - discard
retry      unix - - n - - error
error      unix - - n - - error
"""
QUEUES = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace")


def prepare(place: Place, authority: Authority) -> None:
    configuration = place.run / "postfix-config"
    queue = place.run / "postfix"
    for folder in (configuration, queue, queue / "pid"):
        folder.mkdir(mode=0o755)
    for name in QUEUES:
        (queue / name).mkdir(mode=0o700)
        place.own(queue / name, place.postfix_user)
    for folder, mode in ((queue / "public", 0o710), (queue / "maildrop", 0o730), (place.run / "postfix-data", 0o700)):
        folder.mkdir()
        folder.chmod(mode)
        place.own(folder, place.postfix_user)
    senders = [f"{a.address} {a.address if a.owns_sender else 'good@pec.test'}\n" for a in ACCOUNTS]
    (configuration / "senders").write_text("".join(senders))
    (configuration / "recipients").write_text(f"{REFUSED_RECIPIENT} 550 5.1.1 User unknown\n")
    (configuration / "transports").write_text(certifier.transports())
    certifier.prepare(place, authority)
    place.render("main.cf", configuration / "main.cf")
    services = "".join(line for variant in VARIANTS for line in smtpd_services(place, variant, authority))
    (configuration / "master.cf").write_text(INTERNAL_SERVICES.lstrip() + certifier.master_service(place) + services)
    for file in configuration.iterdir():
        os.utime(file, (0, 0))  # Postfix waits until a file is a few seconds old: it could still be being written


def smtpd_services(place: Place, variant: Variant, authority: Authority) -> Iterable[str]:
    options = [f"smtpd_tls_chain_files={authority.key(variant.certificate)},{authority.chain(variant.certificate)}"]
    if variant.tls in PROTOCOLS:
        options += [f"smtpd_tls{kind}_protocols={PROTOCOLS[variant.tls]}" for kind in ("", "_mandatory")]
    if variant.tls == "client_certificate":
        options += ["smtpd_tls_security_level=encrypt", "smtpd_tls_req_ccert=yes",
                    f"smtpd_tls_CAfile={authority.folder / 'ca.pem'}"]
    if variant.login == "never":
        options.append("smtpd_sasl_auth_enable=no")
    if variant.login == "clear":
        options.append("smtpd_tls_auth_only=no")
    for service in ("smtp", "smtps"):
        own = ["smtpd_tls_wrappermode=yes"] if service == "smtps" else []
        if service == "smtp" and variant.tls == "none":
            own.append("smtpd_tls_security_level=none")
        yield f"{variant.address}:{place.ports[service]} inet n - n - - smtpd\n"
        yield "".join(f"  -o {option}\n" for option in [f"syslog_name=lab/{service}/{variant.name}", *options, *own])


def command(place: Place) -> list[str | Path]:
    """In the foreground; ends by itself after half an hour, whatever happens to whoever started it."""
    return [place.servers / "usr/lib/postfix/sbin/master", "-d", "-e", "1800", "-c", place.run / "postfix-config"]
