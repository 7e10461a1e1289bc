"""Where a contest takes place: a link with its delay, and the mock servers behind it."""
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import Unavailable
from .accounts import MOST
from .journal import Journal
from .processors import CLIENTS, SERVERS, on

HOST = "127.0.0.1"
NOT_POSSIBLE_HERE = 125
START_LIMIT = 60  # seconds
RESUMING, FULL = "resuming", "full"  # how a server shakes hands with those who come again


class Loopback:
    """No link at all."""
    delay_ms = 0.0

    def at_server(self) -> list[str]:
        return on(SERVERS)

    def at_client(self) -> list[str]:
        return on(CLIENTS)


class DelayedLink:
    """Two network namespaces with a delay between them. They vanish with the process that made them."""

    def __init__(self, program: Path, delay_ms: float):
        self.delay_ms = delay_ms
        if shutil.which("nsenter") is None:
            raise Unavailable("nsenter (util-linux) is missing")
        self.process = subprocess.Popen([*on(SERVERS), program, str(round(delay_ms * 1000 / 2))], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            _, complaint = self.process.communicate()
            raise Unavailable(complaint.strip() or "the link ended at once")
        self.places = json.loads(line)

    def close(self) -> None:
        self.process.communicate()  # closes its input

    def at_server(self) -> list[str]:
        return [*on(SERVERS), *self._entering("server")]

    def at_client(self) -> list[str]:
        return [*on(CLIENTS), *self._entering("client")]

    def _entering(self, end: str) -> list[str]:
        """What has to stand before a command."""
        user = self.places["user"]
        is_own = os.path.samefile(user, "/proc/self/ns/user")
        return ["nsenter", *([] if is_own else [f"--user={user}", "--preserve-credentials"]),
                f"--net={self.places[end]}"]


@contextlib.contextmanager
def link(program: Path, delay_ms: float) -> Iterator[Loopback | DelayedLink]:
    if delay_ms == 0:
        yield Loopback()
        return
    delayed = DelayedLink(program, delay_ms)
    try:
        yield delayed
    finally:
        delayed.close()


@dataclass
class Server:
    """A mock server that listens."""
    way: Loopback | DelayedLink
    ports: dict[str, int]
    ca_file: Path
    journal: Journal

    def port(self, protocol: str) -> int:
        return self.ports[protocol + "s"]

    def forget(self) -> None:
        """Lets the server forget what it saw, so that it is as fast in the last run as in the first."""
        control = f"exec 3<>/dev/tcp/{HOST}/{self.ports['control']}; echo clear >&3; read -r answer <&3"
        subprocess.run([*self.way.at_server(), "bash", "-c", control], check=True, timeout=START_LIMIT)
        self.journal.skip()


@dataclass
class Stage:
    """A folder for what the contestants need, and two servers that differ in one thing: whether TLS sessions can be
    resumed."""
    way: Loopback | DelayedLink
    folder: Path
    servers: dict[str, Server]  # RESUMING, FULL

    def measured_delay_ms(self) -> float:
        """The time that a connection needs, as the clients find it."""
        command = [sys.executable, "-c", CONNECT, HOST, str(self.servers[RESUMING].port("imap"))]
        result = subprocess.run([*self.way.at_client(), *command], check=True, capture_output=True, text=True)
        return statistics.median(map(float, result.stdout.split()))


CONNECT = """
import socket, sys, time
for _ in range(9):
    began = time.perf_counter()
    socket.create_connection((sys.argv[1], int(sys.argv[2]))).close()
    print(1000 * (time.perf_counter() - began))
"""


@contextlib.contextmanager
def stage(pecmock: Path, way: Loopback | DelayedLink) -> Iterator[Stage]:
    with tempfile.TemporaryDirectory(prefix="pecprobe-bench-") as name:
        folder = Path(name)
        with (server(pecmock, way, folder / RESUMING, "on") as resuming, server(pecmock, way, folder / FULL, "off") as full):
            yield Stage(way, folder, {RESUMING: resuming, FULL: full})


@contextlib.contextmanager
def server(pecmock: Path, way: Loopback | DelayedLink, folder: Path, tickets: str) -> Iterator[Server]:
    folder.mkdir()
    scenario = folder / "contest.scn"
    scenario.write_text(f'title "A contest"\nsource none\nsession_tickets {tickets}\n')
    ports_file, ca_file, journal_file = folder / "ports.json", folder / "ca.pem", folder / "journal.jsonl"
    process = subprocess.Popen([*way.at_server(), pecmock, "--ports-file", ports_file, "--ca-out", ca_file, "--journal",
                                journal_file, "--control", "0", "--accounts", str(MOST), scenario])
    try:
        wait_for(ports_file, process)
        with contextlib.closing(Journal(journal_file)) as journal:
            yield Server(way, json.loads(ports_file.read_text()), ca_file, journal)
    finally:
        process.terminate()
        process.wait()


def wait_for(file: Path, server: subprocess.Popen) -> None:
    until = time.monotonic() + START_LIMIT
    while not file.exists():
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError("pecmock does not start")
        time.sleep(0.02)
