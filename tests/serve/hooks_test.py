#!/usr/bin/python3
"""The built pecprobe finds that an account shows something else, and tells a command, a webhook and a mailbox of it.

Exit 77 when python3-jsonschema is not installed.
"""
import base64
import hashlib
import hmac
import http.server
import json
import pathlib
import queue
import sqlite3
import sys
import threading
import time
import unittest

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

from served import ADDRESS, PASSWORD, Served

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "probe/report/schema"
SECRET = "0123456789abcdef0123456789abcdef"
WRONG = "one-that-is-refused"
SOON = 40  # seconds: the tests in the background begin within a tenth of their minute


class Receiver(http.server.ThreadingHTTPServer):
    """Answers with `status`, and keeps what it got."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Taking)
        self.status = 204
        self.got = queue.Queue()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self):
        return f"http://127.0.0.1:{self.server_port}/hook"


class Taking(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.put((self.headers, body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        pass


def schema(name):
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


def faults_of(change):
    """Of the change, and of the report in it, each by its schema."""
    alone = schema("change-1")
    alone["properties"]["report"] = {"type": "object"}
    return [error.message for document, value in ((alone, change), (schema("report-1"), change["report"]))
            for error in jsonschema.Draft202012Validator(document).iter_errors(value)]


class Hooked(unittest.TestCase):
    def setUp(self):
        self.receiver = Receiver()
        self.addCleanup(self.receiver.server_close)
        self.addCleanup(self.receiver.shutdown)

    def start(self, *options, password=PASSWORD):
        """Serves an accounts file with one account."""
        served = Served(autostart=False)
        self.enterContext(served)
        served.write_secret("secret", SECRET)
        served.write_secret("casella", password)
        accounts = served.folder / "accounts.toml"
        accounts.write_text(f'[[account]]\naddress = "{ADDRESS}"\npassword_file = "casella"\n')
        served.options = ("--accounts", accounts, "--every", "1m", *(option.replace("{folder}", str(served.folder)) for option in options))
        served.start()
        self.served = served
        return served

    def got(self):
        try:
            return self.receiver.got.get(timeout=SOON)
        except queue.Empty:
            self.fail("nothing came: " + (self.served.folder / "err").read_text())

    def waiting(self):
        with sqlite3.connect(f"file:{self.served.folder}/pecprobe/state.sqlite?mode=ro", uri=True) as state:
            return state.execute("SELECT id, failures FROM delivery").fetchall()

    def wait_for(self, condition):
        limit = time.monotonic() + SOON
        while not condition():
            self.assertLess(time.monotonic(), limit, (self.served.folder / "err").read_text())
            time.sleep(0.05)

    def check_signature(self, headers, body):
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        digest = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
        self.assertEqual(headers["webhook-signature"], "v1," + base64.b64encode(digest).decode())
        self.assertLess(abs(int(headers["webhook-timestamp"]) - time.time()), 60)

    def test_a_webhook_gets_a_signed_change_that_names_nobody_also_when_the_program_was_killed_before_it_took_it(self):
        self.receiver.status = 500
        served = self.start("--hook-url", self.receiver.url(), "--hook-secret-file", "{folder}/secret", password=WRONG)
        headers, body = self.got()
        self.check_signature(headers, body)
        change = json.loads(body)
        self.assertEqual(faults_of(change), [])
        self.assertTrue(change["first"])
        self.assertEqual({service["after"]["code"] for service in change["services"]}, {"auth_rejected"})
        self.assertEqual(headers["webhook-id"], change["id"])
        self.wait_for(lambda: self.waiting() and self.waiting()[0][1] == 1)
        said = (served.folder / "err").read_text()
        self.assertIn("answered 500", said)
        for secret in (ADDRESS, WRONG):
            self.assertNotIn(secret.encode(), body)
            self.assertNotIn(secret, said)

        served.kill()
        self.receiver.status = 204
        served.start()
        headers, again = self.got()
        self.check_signature(headers, again)
        self.assertEqual(again, body)
        self.wait_for(lambda: self.waiting() == [])

    def test_a_command_and_a_mailbox_are_told_of_the_address_where_that_is_asked_for(self):
        served = self.start("--labels", "address", "--hook-command", "sh -c 'cat > {folder}/in; env > {folder}/env; mv {folder}/in {folder}/told'",
                            "--hook-mail", "help@desk.example", "--hook-mail-from", ADDRESS)
        self.wait_for(lambda: (served.folder / "told").exists() and self.waiting() == [])
        report = json.loads((served.folder / "told").read_text())
        self.assertEqual(list(jsonschema.Draft202012Validator(schema("report-1")).iter_errors(report)), [])
        self.assertEqual(report["accounts"][0]["address"], ADDRESS)
        environment = dict(line.split("=", 1) for line in (served.folder / "env").read_text().splitlines())
        self.assertEqual(environment["PECPROBE_ACCOUNT"], ADDRESS)
        self.assertEqual(environment["PECPROBE_CHANGES"], "imap::ok pop3::ok smtp::ok")
        self.assertNotIn("XDG_STATE_HOME", environment)
        self.assertEqual(len(served.mail.journal("message")), 1)

    def test_a_password_that_a_test_saw_refused_is_not_tried_once_more_for_a_mail(self):
        served = self.start("--hook-mail", "help@desk.example", "--hook-mail-from", ADDRESS, password=WRONG)
        self.wait_for(lambda: "refused this password" in (served.folder / "err").read_text())
        self.assertEqual(len(served.mail.journal("login")), 2)  # the test's own: two refusals are enough

    def test_what_cannot_work_is_refused_at_the_start(self):
        for options, said in ((("--hook-url", "http://hooks.example/"), "https://"),
                              (("--hook-url", "https://me:word@hooks.example/"), "--hook-secret-file"),
                              (("--hook-command", "a | b"), "--hook-command"),
                              (("--hook-secret-file", "{folder}/secret"), "--hook-url"),
                              (("--hook-mail", "help@desk.example"), "--hook-mail-from"),
                              (("--hook-mail", "help@desk.example", "--hook-mail-from", "other@pec.example"), "other@pec.example"),
                              (("--hook-command", "true", "--no-memory"), "--no-memory")):
            with self.assertRaisesRegex(RuntimeError, said):
                self.start(*options)


if __name__ == "__main__":
    unittest.main()
