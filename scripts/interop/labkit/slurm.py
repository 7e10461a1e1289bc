"""A private Slurm of one node on loopback: unpacked, never installed, gone with the `with` that it runs in."""
import contextlib
import getpass
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from . import Unavailable
from .layout import free_port
from .packages import Collection, library_folders
from .supervisor import die_with_parent

SCALE_OUT = Collection("Slurm and GNU parallel",
                       ("slurmctld", "slurmd", "slurm-client", "slurm-wlm-basic-plugins", "munge", "parallel"),
                       option="--scale")
START_SECONDS = 60
END_SECONDS = 15
JOBS_SECONDS = 3600

# No cgroups, since a container may have none to give, and no accounting. Slurm believes what it is told of processors and
# memory.
CONFIGURATION = """\
ClusterName=lab
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={node_port}
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
PluginDir={plugins}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
MailProg=/bin/true
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SchedulerParameters=sched_min_interval=0
NodeName=node NodeAddr=127.0.0.1 CPUs={processors} RealMemory={megabytes} State=UNKNOWN
PartitionName=all Nodes=node Default=YES MaxTime=INFINITE State=UP
"""


def parallel() -> Path:
    """GNU parallel. Unavailable when it was not fetched."""
    return SCALE_OUT.cached() / "usr/bin/parallel"


class Slurm:
    """munged, slurmctld and slurmd inside a `with`; Unavailable when they cannot run here."""

    def __init__(self, processors: int):
        self.processors = processors
        self.daemons: list[subprocess.Popen] = []

    def __enter__(self) -> "Slurm":
        self.root = SCALE_OUT.cached()
        # Others must be able to pass, or munged refuses to put its socket there; its key is in a folder that is closed.
        self.folder = Path(tempfile.mkdtemp(prefix="pecprobe-slurm-"))
        self.folder.chmod(0o711)
        try:
            self.start()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_exception) -> None:
        self.end()

    def start(self) -> None:
        for name in ("keys", "state", "spool"):
            (self.folder / name).mkdir(mode=0o700)
        key = self.folder / "keys/munge.key"
        key.touch(mode=0o600)
        key.write_bytes(secrets.token_bytes(128))
        plugins = self.plugins()
        with contextlib.ExitStack() as held:
            controller_port, node_port = free_port(held), free_port(held)
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(
            folder=self.folder, plugins=plugins, user=getpass.getuser(), processors=self.processors, megabytes=1024 * self.processors,
            controller_port=controller_port, node_port=node_port))
        self.environment = {
            "PATH": f"{self.root / 'usr/bin'}:/usr/bin:/bin", "HOME": str(self.folder), "LC_ALL": "C.UTF-8",
            "LD_LIBRARY_PATH": ":".join(map(str, [plugins, *library_folders(self.root)])),
            "SLURM_CONF": str(self.folder / "slurm.conf")}
        self.run_daemon("munged", "--foreground", f"--socket={self.folder}/munge.socket", f"--key-file={key}",
                        f"--pid-file={self.folder}/munged.pid", f"--seed-file={self.folder}/keys/seed")
        self.wait_until("munged listens", (self.folder / "munge.socket").exists)
        self.run_daemon("slurmctld-wlm", "-D", "-c")
        # A node that is there first would wait for ten seconds before it tries again.
        self.wait_until("slurmctld answers", lambda: self.answer("scontrol", "ping").returncode == 0)
        self.run_daemon("slurmd-wlm", "-D", "-c", "-N", "node", "-d", str(self.root / "usr/sbin/slurmstepd-wlm"))
        self.wait_until("the node is idle", lambda: self.answer("sinfo", "-h", "-o", "%T").stdout.strip() == "idle")

    def plugins(self) -> Path:
        found = sorted(self.root.glob("usr/lib/*-linux-gnu*/slurm-wlm"))
        if not found:
            raise Unavailable(f"no plugins of Slurm are in {self.root}")
        return found[0]

    def run_daemon(self, name: str, *arguments: str) -> None:
        with open(self.folder / f"{name}.log", "wb") as log:
            self.daemons.append(subprocess.Popen([self.root / "usr/sbin" / name, *arguments], env=self.environment,
                                                 preexec_fn=die_with_parent, stdin=subprocess.DEVNULL, stdout=log, stderr=log))

    def wait_until(self, what: str, holds) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not holds():
            dead = [daemon for daemon in self.daemons if daemon.poll() is not None]
            if dead or time.monotonic() > deadline:
                raise Unavailable(f"Slurm does not start here: waited until {what}; {self.last_words()}")
            time.sleep(0.05)

    def last_words(self) -> str:
        logs = [(log.stem, log.read_text(errors="replace").strip().splitlines()) for log in self.folder.glob("*.log")]
        return "; ".join(f"{name}: {lines[-1]}" for name, lines in sorted(logs) if lines)

    def answer(self, program: str, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([self.root / "usr/bin" / program, *arguments], env=self.environment, text=True,
                              capture_output=True, stdin=subprocess.DEVNULL)

    def wait_for_jobs(self) -> None:
        """`sbatch --wait` would look every ten seconds only."""
        deadline = time.monotonic() + JOBS_SECONDS
        while self.answer("squeue", "-h").stdout.strip():
            if time.monotonic() > deadline:
                raise RuntimeError(f"the jobs did not end within {JOBS_SECONDS} s; {self.last_words()}")
            time.sleep(0.2)

    def end(self) -> None:
        """Jobs first: a daemon that goes leaves them running. Then exactly the processes that were started here."""
        if len(self.daemons) == 3:
            self.answer("scancel", "--full", f"--user={getpass.getuser()}")
            deadline = time.monotonic() + END_SECONDS
            while self.answer("squeue", "-h").stdout.strip() and time.monotonic() < deadline:
                time.sleep(0.1)
        for daemon in reversed(self.daemons):
            daemon.send_signal(signal.SIGTERM)
            try:
                daemon.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        self.daemons.clear()
        shutil.rmtree(self.folder, ignore_errors=True)
