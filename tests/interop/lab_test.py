#!/usr/bin/python3
"""The witnesses of scripts/interop/lab would notice what pecprobe must not do. Needs PECPROBE_LAB, a running lab's
lab.json."""
import imaplib
import json
import os
import poplib
import smtplib
import ssl
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

LAB_FILE = Path(os.environ.get("PECPROBE_LAB", ""))
PROGRAM = Path(__file__).resolve().parents[2] / "scripts/interop/lab"


def ask(*arguments: str) -> str:
    return subprocess.run([PROGRAM, *arguments], check=True, capture_output=True, text=True).stdout.strip()


class Witnesses(unittest.TestCase):
    def setUp(self):
        self.lab = json.loads(LAB_FILE.read_text())
        self.state = str(LAB_FILE.parent)
        self.trust = ssl.create_default_context(cafile=self.lab["ca_file"])
        self.host = self.lab["addresses"]["good"]
        self.account = self.lab["accounts"]["other"]
        self.mark = ask("mark", self.state)

    def imap(self) -> imaplib.IMAP4_SSL:
        client = imaplib.IMAP4_SSL(self.host, self.lab["ports"]["imaps"], ssl_context=self.trust)
        client.login(self.account["address"], self.account["password"])
        return client

    def pop3(self, password: str) -> poplib.POP3_SSL:
        client = poplib.POP3_SSL(self.host, self.lab["ports"]["pop3s"], context=self.trust)
        client.user(self.account["address"])
        client.pass_(password)
        return client

    def events(self, sessions: int) -> dict:
        return json.loads(ask("events", self.state, "--since", self.mark, "--sessions", str(sessions)))

    def mailbox(self) -> dict:
        return json.loads(ask("snapshot", self.state))[self.account["address"]]

    def test_see_a_message_read_over_imap(self):
        with self.imap() as client:
            client.select("INBOX", readonly=True)
        before = self.mailbox()
        with self.imap() as client:
            client.select("INBOX")
            client.fetch("1", "(BODY[])")
        self.assertNotEqual(self.mailbox(), before)
        self.assertEqual([session["commands"] for session in self.events(2)["sessions"]],
                         [{"EXAMINE": 1, "LOGOUT": 1}, {"SELECT": 1, "FETCH": 1, "LOGOUT": 1}])

    def test_see_every_login(self):
        with self.assertRaises(poplib.error_proto):
            self.pop3("Wrong-password-1")
        client = self.pop3(self.account["password"])
        client.retr(1)
        client.quit()
        events = self.events(2)
        self.assertEqual([(login["service"], login["result"]) for login in events["logins"]],
                         [("pop3", "mismatch"), ("pop3", "ok")])
        self.assertEqual([session["commands"] for session in events["sessions"]], [{}, {"RETR": 1, "QUIT": 1}])

    def test_see_a_message_sent(self):
        if "smtps" not in self.lab["ports"]:
            self.skipTest(self.lab["no_smtp_because"])
        with smtplib.SMTP_SSL(self.host, self.lab["ports"]["smtps"], context=self.trust) as client:
            client.login(self.account["address"], self.account["password"])
            client.sendmail(self.account["address"], ["anybody@elsewhere.test"], "Subject: goes nowhere\r\n\r\n")
        self.assertEqual(self.events(1)["sessions"][0]["commands"],
                         {"EHLO": 1, "AUTH": 1, "MAIL": 1, "RCPT": 1, "DATA": 1, "QUIT": 1})

    def test_are_the_lab_s_own_while_another_lab_runs(self):
        with tempfile.TemporaryDirectory() as folder:
            second = str(Path(folder, "lab"))
            ask("start", second)
            try:
                other = json.loads(Path(second, "lab.json").read_text())
                self.assertFalse(set(other["ports"].values()) & set(self.lab["ports"].values()))
                self.pop3(self.account["password"]).quit()
                self.assertEqual(len(self.events(1)["logins"]), 1)
            finally:
                ask("stop", second)
            self.assertFalse(Path(other["run"]).exists())
        self.pop3(self.account["password"]).quit()


if __name__ == "__main__":
    if not LAB_FILE.is_file():
        print("no local mail servers; the test interop/start says why")
        sys.exit(125)
    unittest.main()
