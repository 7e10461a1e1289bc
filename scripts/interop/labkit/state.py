"""What a lab leaves in its state folder: lab.json for its users, supervisor.json for whoever stops it."""
import json
import os
import shutil
import signal
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .accounts import ACCOUNTS, REFUSED_RECIPIENT, SPECIAL_PASSWORDS
from .layout import VARIANTS
from .place import Place


RUN_PREFIX = "pecprobe-lab-"


@dataclass(frozen=True)
class Process:
    """A process that cannot be confused with a later one of the same number."""
    pid: int
    started: str  # in clock ticks since boot

    @staticmethod
    def of(pid: int) -> "Process":
        return Process(pid, start_time(pid))

    def alive(self) -> bool:
        return self.started != "" and start_time(self.pid) == self.started

    def signal(self, number: signal.Signals) -> None:
        if self.alive():
            os.kill(self.pid, number)


def start_time(pid: int) -> str:
    """Empty when there is no such process, or only its remains."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]


@dataclass
class Record:
    """supervisor.json: the processes and the folder to remove."""
    supervisor: Process
    run: str
    servers: list[Process] = field(default_factory=list)

    def write(self, state: Path) -> None:
        write_whole(state / "supervisor.json", asdict(self))

    @staticmethod
    def read(state: Path) -> "Record | None":
        try:
            raw = json.loads((state / "supervisor.json").read_text())
        except FileNotFoundError:
            return None
        return Record(Process(**raw["supervisor"]), raw["run"], [Process(**server) for server in raw["servers"]])


def remove_run_folder(folder: Path) -> None:
    """A lab's own, with all that is in it, the mailbox that nobody may enter included; never any other folder."""
    if not folder.name.startswith(RUN_PREFIX):
        return
    for path in folder.glob("mail/*/Maildir"):
        path.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)


def write_lab(state: Path, place: Place) -> None:
    """lab.json appears when everything listens, whole."""
    services = [service for service in place.ports if place.postfix_user or not service.startswith("smtp")]
    write_whole(state / "lab.json", {
        "schema": "pecprobe.lab/1",
        "run": str(place.run),
        "ca_file": str(place.pki / "ca.pem"),
        "ports": {service: place.ports[service] for service in services},
        "addresses": {variant.name: variant.address for variant in VARIANTS},
        "accounts": {account.name: {"address": account.address, "password": account.password} for account in ACCOUNTS},
        "special_accounts": [f"special-{name}" for name in SPECIAL_PASSWORDS],
        "refused_recipient": REFUSED_RECIPIENT,
        "no_smtp_because": "" if place.postfix_user else "Postfix's master runs only as root",
    })


def write_whole(path: Path, value: object) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")
    part.rename(path)
