"""Five mail hosts of their own, played by pecmock, and the file of accounts that is tested at them."""
import contextlib
import json
import os
import shlex
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/clients"))
from pecmock import Pecmock  # noqa: E402

PATIENCE = 60  # seconds in which a server notices that a client has gone

# What is wrong with an account, by its number: spread so that no provider refuses five in a row, however they are dealt.
ODDITIES = {3: "wrong", 7: "state disabled", 11: "state temporary smtp", 17: "quota full", 19: "state protocol_off pop3 imap",
            23: "state expired"}
ODD_IN = 29


@dataclass(frozen=True)
class Host:
    name: str
    protocols: tuple[str, ...]
    provider: str = ""  # by which every second account names it; the others name its address
    certificate: str = "valid"


HOSTS = [
    Host("uno.example", ("imap", "smtp"), provider="gestore-uno"),
    Host("due.example", ("pop3", "smtp")),
    Host("tre.example", ("imap", "pop3", "smtp")),
    Host("quattro.example", ("imap",), certificate="expired"),
    Host("cinque.example", ("imap", "smtp"), provider="gestore-cinque"),
]


# The pace makes sessions meet; without a greeting of its own POP3 tells the number of the connection, other at each run.
HEAD = """\
title "Accounts of many kinds at {host.name}"
source none
certificate {host.certificate} hosts "{host.name}"
pace 5ms
pop3 {{ greeting "+OK ready" }}
"""


def address(number: int) -> str:
    return f"u{number:05}@pec.example"


def account_statement(number: int) -> str:
    oddity = ODDITIES.get(number % ODD_IN, "")
    password = "another" if oddity == "wrong" else f"Bulk-{number:05}"
    return f'account "{address(number)}" {{\n  password "{password}"\n  {"" if oddity == "wrong" else oddity}\n}}\n'


def scenario(host: Host, numbers: range) -> str:
    return HEAD.format(host=host) + "".join(map(account_statement, numbers))


class World:
    """The hosts inside a `with`, and in `folder` everything that a run is given."""

    def __init__(self, folder: Path, accounts: int, pace: list[str]):
        self.folder, self.accounts, self.pace = folder, accounts, pace
        self.mocks: dict[str, Pecmock] = {}

    def __enter__(self) -> "World":
        with contextlib.ExitStack() as stack:
            for place, host in enumerate(HOSTS):
                numbers = range(place + 1, self.accounts + 1, len(HOSTS))
                file = self.folder / f"{host.name}.scn"
                file.write_text(scenario(host, numbers))
                self.mocks[host.name] = stack.enter_context(Pecmock(str(file)))
            self.stack = stack.pop_all()
        self.write_files()
        self.write_program()
        return self

    def __exit__(self, *exception) -> None:
        self.stack.__exit__(*exception)

    def write_files(self) -> None:
        self.ca_file.write_text("".join(mock.ca_file.read_text() for mock in self.mocks.values()))
        table = self.folder / ".config/pecprobe/providers.toml"
        table.parent.mkdir(parents=True)
        table.write_text("".join(
            f'[[provider]]\nid = "{host.provider}"\nname = "{host.provider}"\n' +
            "".join(f'{protocol} = "{self.url(host, protocol)}"\n' for protocol in host.protocols)
            for host in HOSTS if host.provider))
        self.accounts_file.touch(mode=0o600)
        with open(self.accounts_file, "w", encoding="ascii") as rows:
            rows.write("address,provider,imap,pop3,smtp,password\n")
            for number in range(1, self.accounts + 1):
                rows.write(self.row(number))

    def row(self, number: int) -> str:
        host = HOSTS[(number - 1) % len(HOSTS)]
        if host.provider and (number - 1) // len(HOSTS) % 2 == 0:
            named = f"{host.provider},,,"
        else:
            named = "," + ",".join(self.url(host, protocol) if protocol in host.protocols else ""
                                   for protocol in ("imap", "pop3", "smtp"))
        return f"{address(number)},{named},Bulk-{number:05}\n"

    def url(self, host: Host, protocol: str) -> str:
        return f"{protocol}s://{host.name}:{self.mocks[host.name].service(protocol, 'implicit').port}"

    @property
    def accounts_file(self) -> Path:
        return self.folder / "accounts.csv"

    @property
    def ca_file(self) -> Path:
        return self.folder / "ca.pem"

    def write_program(self) -> None:
        """pecprobe, with what differs from a user's own computer: where the servers are, who vouches for them, the pace."""
        resolve = [f"--resolve={host.name}:{self.mocks[host.name].service(protocol, 'implicit').port}:127.0.0.1"
                   for host in HOSTS for protocol in host.protocols]
        options = shlex.join([f"--ca-file={self.ca_file}", "--lang=en", *self.pace, *resolve])
        program = self.folder / "bin/pecprobe"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\n[ "$1" != batch ] || set -- "$@" {options}\n'
                           f'exec {shlex.quote(os.environ["PECPROBE_PROGRAM"])} "$@"\n')
        program.chmod(0o755)

    def environment(self) -> dict[str, str]:
        return {"HOME": str(self.folder), "PATH": f"{self.folder / 'bin'}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}

    def journal_sizes(self) -> dict[str, int]:
        return {name: mock.journal_file.stat().st_size for name, mock in self.mocks.items()}

    def journals_since(self, sizes: dict[str, int]) -> dict[str, list[dict]]:
        """What each host saw since then, once everybody has left it."""
        deadline = time.monotonic() + PATIENCE
        while True:
            journals = {name: self.entries(mock.journal_file, sizes[name]) for name, mock in self.mocks.items()}
            if all(is_over(entries) for entries in journals.values()):
                return journals
            if time.monotonic() > deadline:
                raise RuntimeError("a mock server still has sessions though the run is over")
            time.sleep(0.1)

    @staticmethod
    def entries(file: Path, begin: int) -> list[dict]:
        wanted = (b'"event":"connected"', b'"event":"disconnected"', b'"event":"login"')
        with open(file, "rb") as lines:
            lines.seek(begin)
            return [json.loads(line) for line in lines if line.endswith(b"\n") and any(event in line for event in wanted)]


def is_over(entries: list[dict]) -> bool:
    events = [entry["event"] for entry in entries]
    return events.count("connected") == events.count("disconnected")
