"""Certificate authorities and server certificates, good and bad, made with the openssl program."""
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from .layout import NAMES, VARIANTS

GOOD_NAMES = ",".join([f"DNS:{name}" for name in NAMES] + [f"IP:{variant.address}" for variant in VARIANTS])
CONFIGURATION = """
[ca]
default_ca = lab
[lab]
database = {folder}/index.txt
rand_serial = yes
new_certs_dir = {folder}
unique_subject = no
default_md = sha256
policy = any
email_in_dn = no
[any]
commonName = supplied
[req]
distinguished_name = subject
[subject]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:FALSE
keyUsage = digitalSignature,keyEncipherment
extendedKeyUsage = serverAuth
subjectAltName = {names}
[other_host]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:other.test
[client]
basicConstraints = CA:FALSE
extendedKeyUsage = clientAuth
subjectAltName = {names}
[certifier]
basicConstraints = CA:FALSE
keyUsage = digitalSignature
extendedKeyUsage = emailProtection
subjectAltName = email:posta-certificata@gestore.test
[cn_only]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
"""


@dataclass(frozen=True)
class Leaf:
    """A server certificate and what is sent with it."""
    name: str
    issuer: str = "ca"
    key: str = "rsa"
    section: str = "server"
    common_name: str = "mail.test"
    first_day: int = -2  # days from today
    last_day: int = 90
    digest: str = "sha256"
    sent: tuple[str, ...] = ()  # further certificates in the chain that the server sends


LEAVES = (
    Leaf("good"),
    Leaf("chain", issuer="intermediate", sent=("intermediate",)),
    Leaf("expired", first_day=-40, last_day=-10),
    Leaf("not_yet_valid", first_day=10, last_day=40),
    Leaf("wrong_host", section="other_host", common_name="other.test"),
    Leaf("unknown_issuer", issuer="other-ca", sent=("other-ca",)),
    Leaf("missing_intermediate", issuer="intermediate"),
    Leaf("weak_key", key="rsa1024"),
    Leaf("weak_signature", digest="sha1"),
    Leaf("wrong_purpose", section="client"),
    Leaf("cn_only", section="cn_only"),
    Leaf("ecdsa", key="ecdsa"),
)


class Authority:
    """A folder with keys (0600), certificates and NAME.chain: what a server sends."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(mode=0o755)
        (folder / "index.txt").touch()
        self.configuration = folder / "openssl.cnf"
        self.configuration.write_text(CONFIGURATION.format(folder=folder, names=GOOD_NAMES))

    def chain(self, name: str) -> Path:
        return self.folder / f"{name}.chain"

    def key(self, name: str) -> Path:
        keys = {leaf.name: leaf.key for leaf in LEAVES}
        return self.folder / f"{keys.get(name, 'rsa')}.key"

    def make_all(self) -> None:
        self.make_keys()
        for name in ("ca", "other-ca"):
            self.self_sign(name, "authority", f"Lab {name}", key=f"{name}.key")
        self.sign(Leaf("intermediate", section="authority", common_name="Lab intermediate", key="intermediate"))
        for leaf in LEAVES:
            self.sign(leaf)
            parts = [leaf.name, *leaf.sent]
            self.chain(leaf.name).write_text("".join((self.folder / f"{part}.pem").read_text() for part in parts))
        self.self_sign("self_signed", "server", "mail.test", key="rsa.key")
        self.chain("self_signed").write_text((self.folder / "self_signed.pem").read_text())

    def make_keys(self) -> None:
        kinds = {"rsa": "rsa_keygen_bits:2048", "rsa1024": "rsa_keygen_bits:1024"}
        for name, option in kinds.items():
            self.openssl("genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", option, "-out", f"{name}.key")
        for name in ("ca", "other-ca", "intermediate", "ecdsa"):
            self.openssl("genpkey", "-quiet", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256",
                         "-out", f"{name}.key")
        for key in self.folder.glob("*.key"):
            key.chmod(0o600)

    def self_sign(self, name: str, section: str, common_name: str, key: str) -> None:
        self.openssl("req", "-x509", "-config", self.configuration, "-key", key, "-subj", f"/CN={common_name}",
                     "-extensions", section, "-days", "90", "-out", f"{name}.pem")

    def sign(self, leaf: Leaf) -> None:
        request = f"{leaf.name}.csr"
        self.openssl("req", "-new", "-config", self.configuration, "-key", f"{leaf.key}.key",
                     "-subj", f"/CN={leaf.common_name}", "-out", request)
        self.openssl("ca", "-batch", "-notext", "-config", self.configuration, "-in", request,
                     "-cert", f"{leaf.issuer}.pem", "-keyfile", f"{leaf.issuer}.key", "-md", leaf.digest,
                     "-extensions", leaf.section, "-startdate", days_from_now(leaf.first_day),
                     "-enddate", days_from_now(leaf.last_day), "-out", f"{leaf.name}.pem")

    def openssl(self, *arguments: str | Path) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True,
                       stdin=subprocess.DEVNULL)


def days_from_now(days: int) -> str:
    return (datetime.now(timezone.utc) + timedelta(days=days)).strftime("%Y%m%d%H%M%SZ")
