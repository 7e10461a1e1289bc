"""A provider of certified mail behind Postfix: one account's messages go through a filter that signs receipts."""
from pathlib import Path

from .pki import Authority, Leaf
from .place import Place

ACCOUNT = "pec"
SIGNER = Leaf("certifier", section="certifier", common_name="Posta Certificata del laboratorio")
SERVICE = "certify"


def prepare(place: Place, authority: Authority) -> None:
    """What the filter needs, in a folder that Postfix's unprivileged user can enter."""
    authority.sign(SIGNER)
    folder = place.run / "certifier"
    folder.mkdir(mode=0o755)
    for source, name in ((authority.folder / f"{SIGNER.name}.pem", "signer.pem"), (authority.folder / "rsa.key", "signer.key")):
        (folder / name).write_bytes(source.read_bytes())
        (folder / name).chmod(0o600)
        place.own(folder / name, place.user)
    place.render("certify", program(place))
    program(place).chmod(0o755)


def program(place: Place) -> Path:
    return place.run / "certifier" / "certify"


def master_service(place: Place) -> str:
    """A row of master.cf: pipe(8) runs the filter as the mailboxes' user."""
    return (f"{SERVICE} unix - n n - 1 pipe\n"
            f"  user={place.user} argv={program(place)} ${{sender}} ${{recipient}}\n")


def transports() -> str:
    return f"{ACCOUNT}@pec.test {SERVICE}:\n"
