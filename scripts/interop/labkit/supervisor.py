"""Starts the servers, watches over them, ends them: a process of its own that outlives `lab start`."""
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import Unavailable, dovecot, postfix, servers, warmup
from .layout import free_ports
from .pki import Authority
from .place import Place, users
from .state import RUN_PREFIX, Process, Record, remove_run_folder, write_lab

LIFETIME = 30 * 60  # seconds; a test run that was killed leaves nothing behind for longer
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


class Stopped(Exception):
    """By a signal, that is, by `lab stop`."""


class Supervisor:
    def __init__(self, state: Path):
        self.state = state
        self.children: list[subprocess.Popen] = []
        self.run = Path()
        self.stopping = False

    def main(self) -> None:
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)  # what a killed server leaves behind becomes ours to end
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: setattr(self, "stopping", True))
        deadline = time.monotonic() + LIFETIME
        try:
            self.start_on_free_ports()
            while time.monotonic() < deadline and (self.state / "lab.json").exists():
                self.check_children()
                time.sleep(0.2)
        except Stopped:
            pass
        finally:
            self.end_servers()
            remove_run_folder(self.run)

    def start_on_free_ports(self) -> None:
        """Ports are free when they are chosen and may be taken a moment later: three attempts."""
        for attempt in (1, 2, 3):
            try:
                return self.start()
            except warmup.ServerDied as death:
                self.end_servers()
                if attempt == 3 or "Address already in use" not in str(death):
                    raise
                remove_run_folder(self.run)

    def start(self) -> None:
        self.run = run_folder()
        root = servers.reachable(servers.SERVERS.cached(), self.run)
        place = Place(run=self.run, servers=root, ports=free_ports(), **users())
        record = Record(Process.of(os.getpid()), str(self.run))
        record.write(self.state)
        authority = Authority(place.pki)
        authority.make_all()
        dovecot.prepare(place, authority)
        commands = [dovecot.command(place)]
        if place.postfix_user:
            postfix.prepare(place, authority)
            commands.append(postfix.command(place))
        self.children = [self.launch(place, command) for command in commands]
        record.servers = [Process.of(child.pid) for child in self.children]
        record.write(self.state)
        warmup.until_ready(place, self.check_children)
        write_lab(self.state, place)

    def launch(self, place: Place, command: list[str | Path]) -> subprocess.Popen:
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "TZ": "UTC",
                       "LD_LIBRARY_PATH": servers.library_path(place.servers),
                       "OPENSSL_CONF": str(place.run / "openssl-any.cnf")}
        with (self.run / "servers.out").open("a") as output:
            return subprocess.Popen(command, env=environment, cwd=self.run, stdin=subprocess.DEVNULL, stdout=output,
                                    stderr=output, start_new_session=True, preexec_fn=die_with_parent)

    def check_children(self) -> None:
        """Raises when there is no point in going on."""
        if self.stopping:
            raise Stopped
        for child in self.children:
            if child.poll() is not None:
                logs = [self.run / name for name in ("servers.out", "dovecot.log", "postfix.log")]
                said = "".join(log.read_text(errors="replace") for log in logs if log.exists())
                raise warmup.ServerDied(f"a mail server ended by itself:\n{said[-4000:]}")

    def end_servers(self) -> None:
        deadline = time.monotonic() + 5
        while (alive := [child for child in self.children if child.poll() is None]) and time.monotonic() < deadline:
            for child in alive:
                child.terminate()  # again and again: one that has only begun may not have heard the first
            time.sleep(0.1)
        self.children = []
        while pids := own_children():
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            for pid in pids:
                os.waitpid(pid, 0)


def own_children() -> list[int]:
    """The servers that did not end, and what they left behind: a subreaper inherits it."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")  # not on every kernel
    return [int(pid) for pid in listed.read_text().split()] if listed.exists() else []


def run_folder() -> Path:
    """A short path (a socket's may have 107 bytes) that the servers' users can enter but not list."""
    folder = Path(tempfile.mkdtemp(prefix=RUN_PREFIX, dir="/tmp"))
    folder.chmod(0o711)
    return folder


def die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def supervise(state: Path) -> int:
    try:
        Supervisor(state).main()
    except Unavailable as reason:
        print(reason, file=sys.stderr)
        return 125
    except (warmup.ServerDied, warmup.NotReady) as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0
