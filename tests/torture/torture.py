#!/usr/bin/env python3
"""Lets calls of pecprobe fail one by one, and looks at how it takes that.

usage: torture.py [--all] [--jobs N] PECPROBE PECMOCK LIBRARY [PROTOCOL…]
--all   each of the first 2,000 allocations and every 50th later one, each call of the other kinds; else a sample
LIBRARY is the one of faults.cpp. A check of a mailbox with which all is well must end, whatever fails: with its right
verdict, or with a sentence about this computer and the exit status that belongs to it; never with a crash, a hang, the
password, or a verdict on the server. `starttls` is SMTP whose TLS begins later: there only reading and writing fail.
"""
import argparse
import base64
import concurrent.futures
import errno
import itertools
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
from dataclasses import dataclass

KINDS = ["memory", "descriptor", "connect", "resolve", "thread", "receive", "send", "write", "settle", "clock"]
EAI_AGAIN, EAI_MEMORY = -3, -10
SHORT = 0
ACCOUNTS = 5000
LIMIT = 60  # seconds of one run
OURS = {"local_resource", "internal_error", "cancelled", "password_source_failed"}
# What may be said of a network that fails, by the kind of call.
LOST = {"connection_lost", "tls_handshake_failed"}
UNANSWERED = {"tls_handshake_timeout", "greeting_timeout", "reply_timeout"}  # what could not be sent
NETWORKS = {"connect": {"connect_refused", "connect_timeout", "connect_unreachable"}, "resolve": {"dns_failure"},
            "receive": LOST, "send": LOST | UNANSWERED}
NO_FAULT_OF_A_NETWORK = {errno.ENOBUFS, errno.EADDRNOTAVAIL, EAI_MEMORY}
SERVICES = {"imap": ("imap", "implicit"), "pop3": ("pop3", "implicit"), "smtp": ("smtp", "implicit"), "starttls": ("smtp", "starttls")}

# Crashes in other people's code, by what a stack names; each with why we cannot help it. All of them need a computer
# that has no memory at all any more.
FOREIGN = {
    "json_value::destroy(": "nlohmann-json 3.11 takes memory in a destructor",
    "openssl_init_base": "Boost.Asio's TLS takes memory before main() begins",
    "libc.so.6(getaddrinfo+": "glibc 2.36 goes on with what it could not allocate",
}


@dataclass(frozen=True)
class Fault:
    kind: str
    number: int
    error: int
    repeats: str = ""  # "+": from then on, "/": each so-many-th

    def __str__(self):
        if self.kind == "clock":
            return f"the clock jumps by {self.error} days at its reading {self.number}"
        names = {SHORT: "a single byte", EAI_AGAIN: "EAI_AGAIN", EAI_MEMORY: "EAI_MEMORY"}
        name = names.get(self.error, errno.errorcode.get(self.error, self.error))
        return f"{self.kind} {self.number}{self.repeats} ({name})"

    @property
    def is_harmless(self):
        """Whether the program must not even notice."""
        return self.kind == "clock" or (self.kind in ("receive", "send") and
                                        self.error in (errno.EINTR, errno.EAGAIN, SHORT))

    @property
    def truths(self):
        """The codes that may be said of it, besides that this computer failed."""
        is_ours = self.kind in ("connect", "resolve") and self.error in NO_FAULT_OF_A_NETWORK
        return set() if is_ours else NETWORKS.get(self.kind, set())


def forms(password):
    """The password as it stands in texts, and inside base64 at its three alignments."""
    found = [password.encode(), password.encode().hex().encode()]
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + password.encode())
        found.append(encoded[4 * ((before + 2) // 3):-4])
    return found


def crash_in(stack):
    """Of what the library of the faults wrote, the frames of a crash."""
    return stack.partition("crash\n")[2]


class Torture:
    def __init__(self, program, library, mock):
        self.program, self.library, self.mock = program, library, mock
        self.runs = itertools.count()

    def run(self, name, fault):
        """Faults of this run as sentences, how often each kind of call was made, and whether the one that was to fail was."""
        # Of its own in each run: a session that a crash cuts off keeps a POP3 mailbox locked for a moment.
        account = next(self.runs) % ACCOUNTS + 1
        password = f"Bulk-{account:05}"
        with tempfile.TemporaryDirectory(prefix="torture-") as folder:
            home = pathlib.Path(folder)
            (home / "password").write_text(password + "\n")
            (home / "password").chmod(0o600)
            protocol, tls = SERVICES[name]
            port = self.mock.service(protocol, tls).port
            scheme = f"{protocol}s" if tls == "implicit" else protocol
            environment = {"HOME": folder, "PATH": "/usr/bin:/bin", "LC_ALL": "en_GB.UTF-8", "LD_PRELOAD": self.library,
                           "PECPROBE_FAULT": f"{fault.kind}:{fault.number}{fault.repeats}:{fault.error}",
                           "PECPROBE_FAULT_LOG": str(home / "log")}
            try:
                run = subprocess.run(
                    [self.program, "check", f"u{account:05}@pec.example", f"--{protocol}", f"{scheme}://localhost:{port}",
                     "--ca-file", self.mock.ca_file, "--password-file", home / "password", "--format", "json",
                     "--report", f"text={home / 'report'}", "--no-memory" if fault.number == 0 else "--lang=en"],
                    env=environment, capture_output=True, timeout=LIMIT)
            except subprocess.TimeoutExpired:
                return [f"does not end within {LIMIT} s"], {}, True
            log = (home / "log").read_bytes()
            numbers = struct.unpack(f"{len(KINDS) + 1}Q", log[:8 * (len(KINDS) + 1)])
            stack = log[8 * (len(KINDS) + 1):].decode(errors="replace")
            report = (home / "report").read_bytes() if (home / "report").exists() else b""
            calls = dict(zip(KINDS, numbers))
            if any(secret in run.stdout + run.stderr + report for secret in forms(password)):
                return ["shows the password"], calls, True
            return list(self.faults(run, fault, bool(numbers[-1]), stack)), calls, bool(numbers[-1])

    def faults(self, run, fault, was_met, stack):
        sentence = run.stderr.decode(errors="replace").strip()
        if run.returncode < 0:
            where = self.named(stack)
            if not any(name in where or name in crash_in(stack) for name in FOREIGN):
                shown = "\n".join(line[:160] for line in where.splitlines())
                yield f"crashes with signal {-run.returncode}: {sentence}\n{shown}"
            return
        if run.returncode not in (0, 1, 2, 3, 4):
            yield f"ends with the status {run.returncode}: {sentence}"
        if run.returncode in (2, 3) and not sentence and fault.repeats != "+":
            yield f"ends with {run.returncode} and says nothing\n{stack}"
        if run.returncode != 0 and (not was_met or fault.is_harmless):
            yield f"ends with {run.returncode}, though nothing was wrong: {sentence}"
        if run.returncode in (0, 1, 4):
            yield from self.faults_of_the_report(run, fault, sentence, stack)

    def named(self, stack):
        """The stack of a crash with the names of our own functions."""
        addresses = re.findall(re.escape(self.program) + r"\(.*\+(0x[0-9a-f]+)\)", crash_in(stack))
        if not addresses:
            return stack
        names = subprocess.run(["addr2line", "--demangle", "--functions", "--basenames", f"--exe={self.program}", *addresses],
                               capture_output=True, text=True)
        return "\n".join(names.stdout.splitlines()[::2])

    @staticmethod
    def faults_of_the_report(run, fault, sentence, stack):
        try:
            account = json.loads(run.stdout)["accounts"][0]
        except (ValueError, LookupError):
            yield f"ends with {run.returncode} and without a report: {sentence}\n{stack}"
            return
        codes = {service["diagnosis"]["code"] for service in account["services"]}
        accepted = all(service["auth"]["accepted"] for service in account["services"])
        if (run.returncode == 0) != (codes == {"ok"}) or (codes == {"ok"} and not accepted):
            yield f"ends with {run.returncode}, and the report says {codes}"
        if codes - OURS - {"ok"} - fault.truths:
            yield f"takes its own fault for the server's: {codes}\n{stack}"
        if codes & OURS and run.returncode not in (3, 4):
            yield f"ends with {run.returncode}, though this computer failed: {codes}"


def numbers(count, everything, sample):
    """Which calls of so many are to fail."""
    if everything:
        return [*range(1, min(count, 2000) + 1), *range(2050, count + 1, 50)]
    step = max(1, count // sample)
    return range(1 + step // 2, count + 1, step)


def faults_of(service, calls, everything):
    """Every fault for a run that makes so many calls of each kind."""
    if service == "starttls":
        for kind, gone in (("receive", errno.ECONNRESET), ("send", errno.EPIPE)):
            for error in (gone, errno.EINTR, errno.EAGAIN, SHORT):
                for number in numbers(calls[kind], everything, 6):
                    yield Fault(kind, number, error)
        return
    for number in numbers(calls["memory"], everything, 24):
        yield Fault("memory", number, errno.ENOMEM)
    for number in range(1, calls["memory"], 200 if everything else calls["memory"] // 6):
        yield Fault("memory", number, errno.ENOMEM, "+")
    errors = {"descriptor": [errno.EMFILE, errno.ENFILE], "connect": [errno.ENOBUFS, errno.EADDRNOTAVAIL, errno.EACCES],
              "resolve": [EAI_AGAIN, EAI_MEMORY], "thread": [errno.EAGAIN], "receive": [errno.ECONNRESET, errno.EIO],
              "send": [errno.EPIPE, errno.ENOBUFS], "write": [errno.ENOSPC, errno.EDQUOT], "settle": [errno.EIO]}
    for kind, kinds_errors in errors.items():
        for error in kinds_errors if everything else kinds_errors[:1]:
            for number in numbers(calls[kind], everything, 4):
                yield Fault(kind, number, error)
                if everything and kind in ("descriptor", "connect", "thread", "write"):
                    yield Fault(kind, number, error, "+")
    for kind in ("receive", "send"):
        for error in (errno.EINTR, errno.EAGAIN, SHORT):
            yield Fault(kind, 2, error, "/")
    for days in (-400, 400):  # not what OpenSSL compares certificates with, which would end in clock_wrong
        for number in numbers(calls["clock"], everything, 3):
            yield Fault("clock", number, days, "+")


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].partition("\n")[0])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("program")
    parser.add_argument("mock")
    parser.add_argument("library")
    parser.add_argument("protocol", nargs="*")
    options = parser.parse_args()
    os.environ["PECMOCK_PROGRAM"] = options.mock
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "clients"))
    import pecmock  # reads that variable

    found = 0
    with pecmock.Pecmock("good", "--accounts", str(ACCOUNTS)) as mock, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        torture = Torture(options.program, options.library, mock)
        for protocol in options.protocol or SERVICES:
            complaints, calls, _ = torture.run(protocol, Fault("memory", 0, 0))
            for complaint in complaints:
                print(f"{protocol}, untouched: {complaint}")
            if complaints or not calls["memory"]:
                return 1
            faults = list(faults_of(protocol, calls, options.all))
            outcomes = pool.map(lambda fault: torture.run(protocol, fault), faults)
            never_met = {fault.kind for fault in faults}
            for fault, (complaints, _, was_met) in zip(faults, outcomes):
                if was_met:
                    never_met.discard(fault.kind)
                for complaint in complaints:
                    print(f"{protocol}, {fault}: {complaint}", flush=True)
                found += bool(complaints)
            for kind in sorted(never_met):
                print(f"{protocol}: no call of the kind {kind} failed")
                found += 1
            print(f"{protocol}: {len(faults)} faults among {sum(calls.values())} calls ({calls})", flush=True)
    print(f"{found} of them were taken badly" if found else "all were taken well")
    return 1 if found else 0


sys.exit(main())
