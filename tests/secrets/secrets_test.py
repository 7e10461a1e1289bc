#!/usr/bin/env python3
"""Looks from outside for the password of a running pecprobe: in its memory, its arguments and environment, a core, and
what it hands to the system. Each look is shown to find it where it is.

Environment: PECPROBE_PROGRAM, PECMOCK_PROGRAM, STOP_LIBRARY (of stop.cpp).
"""
import base64
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "clients"))
from pecmock import Pecmock  # noqa: E402

ADDRESS = "u00007@pec.example"
PASSWORD = "Bulk-00007"
PROGRAM = os.environ["PECPROBE_PROGRAM"]


def forms():
    """As it is, and as PLAIN, LOGIN and hexadecimal digits hold it: the part of base64 that no neighbour changes."""
    secret = PASSWORD.encode()
    found = {"as it is": secret, "hexadecimal": secret.hex().encode(), "UTF-16": PASSWORD.encode("utf-16-le")}
    for before in range(3):
        found[f"base64 behind {before} bytes"] = base64.b64encode(b"\0" * before + secret)[4 * ((before + 2) // 3):-4]
    return found


def found_in(content):
    return {name for name, form in forms().items() if form in content}


def writable_memory(process):
    """All bytes of a stopped process that it could have written."""
    content = b""
    with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb", 0) as memory:
        for line in maps:
            place, rights, *rest = line.split()
            if "w" in rights and rest[-1] not in ("[vvar]", "[vsyscall]"):
                begin, end = (int(part, 16) for part in place.split("-"))
                memory.seek(begin)
                content += memory.read(end - begin)
    return content


def urls(mock, encryption):
    """Options for all services."""
    scheme = {"implicit": "{}s", "starttls": "{}"}[encryption]
    return [part for name in ("imap", "pop3", "smtp")
            for part in (f"--{name}", f"{scheme.format(name)}://localhost:{mock.service(name, encryption).port}")]


def private(folder, name, text):
    (folder / name).write_text(text)
    (folder / name).chmod(0o600)
    return folder / name


def commands(mock, folder):
    """What has the password besides a check that passes, and gets it from a file."""
    imap = f"imaps://localhost:{mock.service('imap', 'implicit').port}"
    file = private(folder, "password", PASSWORD + "\n")
    rows = private(folder, "accounts.csv", f"address,password,imap\n{ADDRESS},{PASSWORD},{imap}\n")
    return {"STARTTLS": ["check", ADDRESS, *urls(mock, "starttls"), "--password-file", file],
            "refused": ["check", "u00008@pec.example", *urls(mock, "implicit"), "--password-file", file],
            "batch": ["batch", rows, "--no-memory"],
            "rotation": ["rotate", "verify", ADDRESS, *urls(mock, "implicit"), "--new-password-file", file,
                         "--old-password-file", private(folder, "old", "another\n")]}


class Stopped:
    """A check, or what `words` say, that stands still at a moment of its life."""

    def __init__(self, mock, folder, moment, source="file", words=()):
        private(folder, "password", PASSWORD + "\n")
        options = {"file": ["--password-file", folder / "password"], "env": ["--password-env", "PEC_PASSWORD"],
                   "command": ["--password-command", f"env -u LD_PRELOAD cat {folder / 'password'}"], "stdin": ["--password-stdin"]}[source]
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8", "PECPROBE_STOP_AT": moment,
                       "LD_PRELOAD": os.environ["STOP_LIBRARY"]}
        if source == "env":
            environment["PEC_PASSWORD"] = PASSWORD
        self.process = subprocess.Popen(
            [PROGRAM, *(words or ["check", ADDRESS, *urls(mock, "implicit"), *options]), "--ca-file", mock.ca_file], cwd=folder, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)))
        self.process.stdin.write(PASSWORD.encode() + b"\n" if source == "stdin" else b"")
        self.process.stdin.close()

    def __enter__(self):
        _, status = os.waitpid(self.process.pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            raise RuntimeError(f"ended instead of stopping: {self.process.stdout.read().decode()}")
        return self.process.pid

    def __exit__(self, *_exception):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class SecretsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.mock = cls.enterClassContext(Pecmock("good", "--accounts", "9"))

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="secrets-")))

    def memory(self, moment, source="file", words=()):
        with Stopped(self.mock, self.folder, moment, source, words) as process:
            try:
                return writable_memory(process)
            except PermissionError as error:  # it lets nobody but the superuser look
                self.skipTest(f"the memory of a process that may not be dumped is closed to this user: {error}")

    def test_memory_holds_no_form_of_the_password_when_the_check_is_over(self):
        for source in ("file", "env", "command", "stdin"):
            with self.subTest(source):
                content = self.memory("exit", source)
                self.assertIn(ADDRESS.encode(), content)  # it is the memory of this check
                self.assertEqual(found_in(content), set())

    def test_nor_does_it_after_whatever_else_has_a_password(self):
        for name, words in commands(self.mock, self.folder).items():
            with self.subTest(name):
                content = self.memory("exit", words=words)
                self.assertIn(b"@pec.example", content)
                self.assertEqual(found_in(content), set())

    def test_the_scan_finds_the_password_while_it_is_needed(self):
        self.assertIn("as it is", found_in(self.memory("connect")))

    def test_arguments_and_environment_hold_no_password(self):
        for source in ("file", "env", "command", "stdin"):
            with self.subTest(source), Stopped(self.mock, self.folder, "connect", source) as process:
                for name in ("cmdline", "environ"):
                    try:
                        content = Path(f"/proc/{process}/{name}").read_bytes()
                    except PermissionError:
                        continue  # closed to all but the superuser, the password with it
                    self.assertEqual(found_in(content), set(), name)

    def test_a_look_at_the_environment_finds_a_password_that_nobody_wiped(self):
        with Stopped(self.mock, self.folder, "start", "env") as process:
            self.assertIn("as it is", found_in(Path(f"/proc/{process}/environ").read_bytes()))

    def test_a_crash_leaves_no_core(self):
        with Stopped(self.mock, self.folder, "connect") as process:
            limits = Path(f"/proc/{process}/limits").read_text().splitlines()
            self.assertEqual(next(line.split()[4:6] for line in limits if line.startswith("Max core file")), ["0", "0"])
            os.kill(process, signal.SIGSEGV)
            os.kill(process, signal.SIGCONT)
            _, status = os.waitpid(process, 0)
        self.assertTrue(os.WIFSIGNALED(status))
        self.assertFalse(os.WCOREDUMP(status))
        self.assertEqual([file.name for file in self.folder.iterdir() if "core" in file.name], [])

    def test_no_call_of_the_system_is_given_the_password(self):
        if shutil.which("strace") is None:
            self.skipTest("strace is not here")
        private(self.folder, "password", PASSWORD + "\n")
        port = self.mock.service("imap", "implicit").port
        run = subprocess.run(
            ["strace", "-f", "-o", self.folder / "calls", "-s", "100000", "-e",
             "trace=read,write,writev,sendto,sendmsg,pwrite64,openat,execve", PROGRAM, "check", ADDRESS, "--imap",
             f"imaps://localhost:{port}", "--ca-file", self.mock.ca_file, "--password-file", self.folder / "password", "-v",
             "--report", f"json={self.folder / 'report'}", "--state", self.folder / "state.db"],
            capture_output=True, env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder)})
        if not (self.folder / "calls").exists() or b"ptrace" in run.stderr:
            self.skipTest("strace may not trace here")
        self.assertEqual(run.returncode, 0, run.stdout)
        calls = (self.folder / "calls").read_bytes().splitlines()
        self.assertTrue(any(b"read(" in call and PASSWORD.encode() in call for call in calls))  # of the password file
        self.assertEqual([call for call in calls if b"read(" not in call and b"read resumed" not in call and found_in(call)], [])


if __name__ == "__main__":
    unittest.main()
