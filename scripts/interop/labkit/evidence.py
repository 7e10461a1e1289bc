"""What the servers saw: logins, sessions with their commands, mailboxes. Read from the servers' own logs and files.

Three witnesses: the journal that the passdb writes before it answers a login (logins), Dovecot's log and the raw logs
of its IMAP and POP3 processes, Postfix's log (sessions).
"""
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from .layout import VARIANTS

JOURNAL, DOVECOT, POSTFIX = "logins.jsonl", "dovecot.log", "postfix.log"
BEGINNING = "0.0.0"
PATIENCE = 10  # seconds until sessions that are under way have ended
OPEN_STATES = {"01", "03", "08"}  # of /proc/net/tcp: established, SYN received, close wait

LOGIN_PROCESS = re.compile(r"(imap|pop3)-login\S*: Info: (.*lip=([\d.]+).*session=<([^>]*)>.*)")
MAIL_PROCESS = re.compile(r"(?:imap|pop3)\(.*?\)<(\d+)><([^>]*)>: Info: (Disconnected.*)")
SMTPD = re.compile(r"lab/smtps?/(\w+)/smtpd\[(\d+)\]: (connect|disconnect) from \S+(.*)")
ADDRESSES = {variant.name: variant.address for variant in VARIANTS}


class Logs:
    def __init__(self, state: Path):
        lab = json.loads((state / "lab.json").read_text())
        self.run = Path(lab["run"])
        self.ports = {f"{port:04X}" for port in lab["ports"].values()}

    def position(self) -> str:
        return ".".join(str(self.size(name)) for name in (JOURNAL, DOVECOT, POSTFIX))

    def size(self, name: str) -> int:
        path = self.run / name
        return path.stat().st_size if path.exists() else 0

    def lines(self, name: str, offset: int) -> list[str]:
        """The whole lines from `offset` on."""
        if not (self.run / name).exists():
            return []
        with (self.run / name).open("rb") as file:
            file.seek(offset)
            return file.read().decode(errors="replace").rpartition("\n")[0].splitlines()

    def connections(self) -> int:
        """Open ones, on the servers' side."""
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        return sum(row[1].split(":")[1] in self.ports and row[3] in OPEN_STATES for row in rows)


def settle(logs: Logs, since: str, expected: int) -> list[dict]:
    """Waits until nobody is connected and every session that began has been logged to its end; gives the sessions."""
    deadline = time.monotonic() + PATIENCE
    while True:
        ended, under_way = sessions(logs, since)
        if (logs.connections() == 0 and under_way == 0 and len(ended) >= expected) or time.monotonic() > deadline:
            return ended
        time.sleep(0.01)


def sessions(logs: Logs, since: str) -> tuple[list[dict], int]:
    """Those that have ended, and the number of those that have not."""
    _, dovecot, postfix = (int(offset) for offset in since.split("."))
    mail, mail_open = mail_sessions(logs, logs.lines(DOVECOT, dovecot))
    smtp, smtp_open = smtp_sessions(logs.lines(POSTFIX, postfix))
    return mail + smtp, mail_open + smtp_open


def mail_sessions(logs: Logs, lines: list[str]) -> tuple[list[dict], int]:
    # Two processes write about one session: the end of a short one may stand before the line of its login.
    ends = {match[2]: match for line in lines if (match := MAIL_PROCESS.search(line))}
    ended, under_way = [], 0
    for line in lines:
        if (match := LOGIN_PROCESS.search(line)) is None:
            continue
        service, words, server, identity = match.groups()
        session = {"service": service, "server": server, "logged_in": words.startswith("Login: "), "commands": {},
                   "log": words}
        if session["logged_in"] and identity not in ends:
            under_way += 1
            continue
        if session["logged_in"]:
            end = ends[identity]
            session |= {"commands": raw_commands(logs, service, end[1]), "log": end[3]}
        ended.append(session)
    return ended, under_way


def raw_commands(logs: Logs, service: str, pid: str) -> dict[str, int]:
    """What was said after the login, counted by command: the raw log has a time before each line."""
    word = 2 if service == "imap" else 1  # IMAP has a tag first
    commands = Counter()
    for path in (logs.run / "rawlog").glob(f"*.{pid}.*.in"):
        for line in path.read_text(errors="replace").splitlines():
            words = line.split()
            commands[words[word].upper() if len(words) > word else "?"] += 1
    return dict(commands)


def smtp_sessions(lines: list[str]) -> tuple[list[dict], int]:
    """Postfix counts the commands itself, as in `ehlo=1 auth=0/1 quit=1 commands=2/3`: done, and asked where that
    differs."""
    ended, connected = [], 0
    for line in lines:
        match = SMTPD.search(line)
        if match is None:
            continue
        variant, _, event, words = match.groups()
        if event == "connect":
            connected += 1
            continue
        connected -= 1
        counts = dict(re.findall(r"(\w+)=(\S+)", words))
        commands = {name.upper(): int(count.split("/")[-1]) for name, count in counts.items() if name != "commands"}
        ended.append({"service": "smtp", "server": ADDRESSES[variant],
                      "logged_in": counts.get("auth", "0/0").split("/")[0] != "0", "commands": commands,
                      "log": words.strip()})
    return ended, max(connected, 0)


def mailboxes(run: Path) -> dict[str, dict]:
    """By address: the files in new and cur (whose names hold the flags) and what is behind UIDVALIDITY, UID and UIDL.
    Left out: what Dovecot keeps for its own speed."""
    result = {}
    for home in sorted((run / "mail").iterdir()):
        maildir = home / "Maildir"
        try:
            files = {name: sorted(entry.name for entry in (maildir / name).iterdir()) for name in ("new", "cur")}
        except PermissionError:
            continue  # a lab of an ordinary user: nor can its Dovecot read it
        result[home.name] = {**files, **identifiers(maildir / "dovecot-uidlist")}
    return result


def identifiers(uidlist: Path) -> dict:
    if not uidlist.exists():
        return {"uidvalidity": "", "uids": {}}
    header, *rows = uidlist.read_text().splitlines()
    return {"uidvalidity": header.split()[1], "uids": {row.split(":", 1)[1]: row.split()[0] for row in rows}}


def print_mark(state: Path) -> int:
    logs = Logs(state)
    settle(logs, BEGINNING, 0)
    print(logs.position())
    return 0


def print_events(state: Path, since: str, expected: int) -> int:
    if re.fullmatch(r"\d+\.\d+\.\d+", since) is None:
        print("lab: a mark is what `lab mark` printed", file=sys.stderr)
        return 2
    logs = Logs(state)
    ended = settle(logs, since, expected)
    logins = [json.loads(line) for line in logs.lines(JOURNAL, int(since.split(".")[0]))]
    for login in logins:
        login["ok"] = login["result"] == "ok"
    print(json.dumps({"mark": logs.position(), "logins": logins, "sessions": ended}, indent=1))
    return 0


def print_snapshot(state: Path) -> int:
    logs = Logs(state)
    settle(logs, BEGINNING, 0)
    print(json.dumps(mailboxes(logs.run), indent=1, sort_keys=True))
    return 0
