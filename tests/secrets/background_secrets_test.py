#!/usr/bin/env python3
"""Looks from outside for the passwords of a pecprobe that serves, tests in the background and tells hooks of changes: in
its memory when it is over, its arguments and environment, what its hooks and commands get, its state file and what it says.

Environment: PECPROBE_PROGRAM, PECMOCK_PROGRAM, STOP_LIBRARY (of stop.cpp).
"""
import http.server
import os
import resource
import signal
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from secrets_test import ADDRESS, PASSWORD, PROGRAM, Pecmock, found_in, writable_memory

KEY = "a-key-of-a-webhook-0123456789"
LIMIT = 120  # seconds until everybody was told: the first test begins within a tenth of a minute


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.got += self.rfile.read(int(self.headers["Content-Length"])) + str(self.headers).encode()
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class ServesWithHooks:
    """A server whose one account is tested and told to a command, a webhook and a mailbox; stopped at `moment`."""

    def __init__(self, mock, folder, moment):
        self.folder = folder
        for name, text in (("password", PASSWORD), ("key", KEY)):
            (folder / name).write_text(text + "\n")
            (folder / name).chmod(0o600)
        servers = "".join(f'{name} = "{name}s://localhost:{mock.service(name, "implicit").port}"\n' for name in ("imap", "pop3", "smtp"))
        command = f"env > {folder}/seen-by-command; cat {folder}/password"
        (folder / "accounts.toml").write_text(f'[[account]]\naddress = "{ADDRESS}"\n{servers}password_command = ["env", "-u", "LD_PRELOAD", "sh", "-c", "{command}"]\n')
        self.receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        self.receiver.got = b""
        threading.Thread(target=self.receiver.serve_forever, daemon=True).start()
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8", "PECPROBE_STOP_AT": moment,
                       "LD_PRELOAD": os.environ["STOP_LIBRARY"]}
        hook = folder / "hook"
        hook.write_text(f"#!/bin/sh\ncat > {folder}/told.new; env >> {folder}/told.new; mv {folder}/told.new {folder}/told\n")
        hook.chmod(0o700)
        self.said = open(folder / "said", "wb")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "-v", "--listen", "localhost:0", "--accounts", folder / "accounts.toml", "--every", "1m", "--ca-file",
             mock.ca_file, "--no-mx", "--state", folder / "state.sqlite", "--hook-command", str(hook), "--hook-url",
             f"http://127.0.0.1:{self.receiver.server_port}/", "--hook-secret-file", folder / "key", "--hook-mail",
             "help@desk.example", "--hook-mail-from", ADDRESS],
            cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=self.said, stderr=self.said,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)))

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.said.close()
        self.receiver.shutdown()
        self.receiver.server_close()

    def wait_until_told(self, mock):
        limit = time.monotonic() + LIMIT
        while not ((self.folder / "told").exists() and self.receiver.got and mock.journal("message")):
            if time.monotonic() > limit:
                raise AssertionError((self.folder / "said").read_text())
            time.sleep(0.1)

    def wait_until_stopped(self):
        _, status = os.waitpid(self.process.pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            raise AssertionError("ended instead of stopping: " + (self.folder / "said").read_text())


class BackgroundSecretsTest(unittest.TestCase):
    def setUp(self):
        self.mock = self.enterContext(Pecmock("good", "--accounts", "9"))
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="secrets-")))

    def served(self, moment="never"):
        return self.enterContext(ServesWithHooks(self.mock, self.folder, moment))

    def expect_no_secret(self, content, what):
        self.assertEqual(found_in(content), set(), what)
        self.assertNotIn(KEY.encode(), content, what)

    def test_memory_holds_no_password_and_no_key_when_the_server_is_over(self):
        served = self.served("exit")
        served.wait_until_told(self.mock)
        served.process.send_signal(signal.SIGTERM)
        served.wait_until_stopped()
        try:
            content = writable_memory(served.process.pid)
        except PermissionError as error:
            self.skipTest(f"the memory of a process that may not be dumped is closed to this user: {error}")
        self.assertIn(b"help@desk.example", content)  # it is the memory of this server
        self.expect_no_secret(content, "memory")

    def test_a_look_at_memory_finds_the_password_while_an_account_is_tested(self):
        served = self.served("connect")
        served.wait_until_stopped()
        try:
            self.assertIn("as it is", found_in(writable_memory(served.process.pid)))
        except PermissionError as error:
            self.skipTest(f"the memory of a process that may not be dumped is closed to this user: {error}")

    def test_nothing_that_it_shows_or_gives_or_keeps_has_a_password(self):
        served = self.served()
        served.wait_until_told(self.mock)
        process = served.process.pid
        for name in ("cmdline", "environ"):
            try:
                self.expect_no_secret(Path(f"/proc/{process}/{name}").read_bytes(), name)
            except PermissionError:
                continue  # closed to all but the superuser
        limits = Path(f"/proc/{process}/limits").read_text().splitlines()
        self.assertEqual(next(line.split()[4:6] for line in limits if line.startswith("Max core file")), ["0", "0"])
        self.expect_no_secret(served.receiver.got, "webhook")
        for name in ("told", "seen-by-command", "said", "state.sqlite", "state.sqlite-wal"):
            content = (self.folder / name).read_bytes()
            self.assertTrue(content, name)
            self.expect_no_secret(content, name)
        self.assertIn(b'"pecprobe.report/1"', (self.folder / "told").read_bytes())


if __name__ == "__main__":
    unittest.main()
