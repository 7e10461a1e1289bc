"""The programs that are compared: how each is told to do the same work, and how its verdicts are read."""
import json
import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import Unavailable
from .accounts import Account
from .stage import FULL, HOST, RESUMING, Server

OURS = "pecprobe"
OURS_FULL = "pecprobe-full"

Verdicts = dict[str, str]  # login -> pass or fail


@dataclass(frozen=True)
class Task:
    """One run: these accounts over this protocol, so many at once."""
    server: Server
    protocol: str
    accounts: list[Account]
    in_flight: int
    folder: Path  # for the files of this run

    @property
    def port(self) -> int:
        return self.server.port(self.protocol)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text)
        return path


@dataclass(frozen=True)
class Contestant:
    name: str
    command: Callable[[Task], list[str]]  # may raise Unavailable
    verdicts: Callable[[str], Verdicts]  # from its standard output
    protocols: tuple[str, ...] = ("imap",)
    is_slow: bool = True  # gets fewer accounts
    most_in_flight: int = 1_000_000
    is_one_process: bool = True  # else one for each account
    handshakes: str = RESUMING  # which server it talks to
    rival: str = OURS  # which of ours does the same work


def words(output: str) -> Verdicts:
    """Lines of LOGIN and pass, fail or an exit status."""
    pairs = [line.split() for line in output.splitlines()]
    return {pair[0]: "pass" if pair[1] in ("pass", "0") else "fail" for pair in pairs if len(pair) == 2}


def program(name: str, *folders: str) -> str:
    found = shutil.which(name) or next((f"{folder}/{name}" for folder in folders if Path(folder, name).exists()), None)
    if found is None:
        raise Unavailable(f"{name} is not installed")
    return found


# --- ours ---------------------------------------------------------------------------------------------------------

def pecprobe(path: Path) -> Callable[[Task], list[str]]:
    def command(task: Task) -> list[str]:
        url = f"{task.protocol}s://{HOST}:{task.port}"
        accounts = task.write("accounts.csv", f"address;{task.protocol};password\n" + "".join(
            f"{a.login};{url};{a.password}\n" for a in task.accounts))
        return [str(path), "batch", str(accounts), "--protocols", task.protocol, "--concurrency", str(task.in_flight),
                "--per-host", str(task.in_flight), "--ca-file", str(task.server.ca_file), "--format", "jsonl",
                "--no-memory"]
    return command


def report_lines(output: str) -> Verdicts:
    results = map(json.loads, output.splitlines())
    return {result["address"]: result["verdict"] for result in results}


# --- the limit ----------------------------------------------------------------------------------------------------

def limit(path: Path, handshakes: str) -> Callable[[Task], list[str]]:
    def command(task: Task) -> list[str]:
        accounts = task.write("accounts.txt", "".join(f"{a.login} {a.password}\n" for a in task.accounts))
        return [str(path), task.protocol, HOST, str(task.port), str(task.server.ca_file), str(accounts),
                str(task.in_flight), handshakes]
    return command


# --- curl ---------------------------------------------------------------------------------------------------------

CURL_REQUEST = {"imap": 'request = "EXAMINE INBOX"', "pop3": 'request = "STAT"\nhead', "smtp": 'request = "NOOP"'}


def curl_section(task: Task, account: Account) -> str:
    return (f'url = "{task.protocol}s://{HOST}:{task.port}/"\nuser = "{account.login}:{account.password}"\n'
            f'{CURL_REQUEST[task.protocol]}\ncacert = "{task.server.ca_file}"\noutput = "/dev/null"\n'
            f'write-out = "{account.login} %{{exitcode}}\\n"\n')


def curl_parallel(task: Task) -> list[str]:
    sections = task.write("curl.conf", "next\n".join(curl_section(task, account) for account in task.accounts))
    return [program("curl"), "-q", "--silent", "--parallel", "--parallel-immediate", "--parallel-max", str(task.in_flight),
            "--config", str(sections)]


def curl_each(task: Task) -> list[str]:
    files = [task.write(f"{account.login}.conf", curl_section(task, account)) for account in task.accounts]
    return for_each(task, [str(file) for file in files], [program("curl"), "-q", "--silent", "--config"])


def for_each(task: Task, arguments: list[str], command: list[str]) -> list[str]:
    """One process for each account, as many at once as the task says."""
    listed = task.write("arguments", "".join(f"{argument}\0" for argument in arguments))
    return [program("xargs"), "--null", f"--arg-file={listed}", "--max-args=1", f"--max-procs={task.in_flight}", *command]


# --- others -------------------------------------------------------------------------------------------------------

def imaplib(task: Task) -> list[str]:
    accounts = task.write("accounts.txt", "".join(f"{a.login} {a.password}\n" for a in task.accounts))
    return [sys.executable, str(Path(__file__).with_name("imaplib_threads.py")), HOST, str(task.port),
            str(task.server.ca_file), str(accounts), str(task.in_flight)]


def told_by_status(task: Task, command: Callable[[Account], list[str]]) -> list[str]:
    """Programs that say it with their exit status alone, one process for each account."""
    scripts = [f"if {shlex.join(command(account))} >/dev/null 2>&1; then echo {account.login} pass; "
               f"else echo {account.login} fail; fi" for account in task.accounts]
    return for_each(task, scripts, ["sh", "-c"])


def swaks(task: Task) -> list[str]:
    path = program("swaks")
    return told_by_status(task, lambda account: [
        path, "--server", f"{HOST}:{task.port}", "--tls-on-connect", "--tls-verify", "--tls-ca-path",
        str(task.server.ca_file), "--auth", "PLAIN", "--auth-user", account.login, "--auth-password", account.password,
        "--quit-after", "AUTH"])


def check_imap(task: Task) -> list[str]:
    path = program("check_imap", "/usr/lib/nagios/plugins")
    return told_by_status(task, lambda account: [
        path, "-H", HOST, "-p", str(task.port), "-S", "-E", "-M", "crit", "-s",
        f"a1 LOGIN {account.login} {account.password}\\r\\na2 EXAMINE INBOX\\r\\n", "-e", "a2 OK", "-q",
        "a3 LOGOUT\\r\\n"])


def all_contestants(programs: Path) -> list[Contestant]:
    """`programs` is the folder of the build."""
    ours = programs / "probe/cli/pecprobe"
    limit_client = programs / "tests/bench/limit_client"
    every = ("imap", "pop3", "smtp")
    return [
        Contestant(OURS, pecprobe(ours), report_lines, every, is_slow=False),
        Contestant("limit-resumed", limit(limit_client, "resumed"), words, every, is_slow=False),
        Contestant(OURS_FULL, pecprobe(ours), report_lines, every, is_slow=False, handshakes=FULL),
        Contestant("limit-full", limit(limit_client, "full"), words, every, is_slow=False, handshakes=FULL,
                   rival=OURS_FULL),
        Contestant("curl-parallel", curl_parallel, words, every, most_in_flight=300),
        Contestant("curl-each", curl_each, words, every, is_one_process=False),
        Contestant("imaplib", imaplib, words),
        Contestant("check_imap", check_imap, words, is_one_process=False),
        Contestant("swaks", swaks, words, ("smtp",), is_one_process=False),
    ]
