#!/usr/bin/python3
"""Python's imaplib, poplib and smtplib against pecmock, with more commands than a login needs."""
import contextlib
import email
import imaplib
import poplib
import smtplib
import unittest

import contract
from contract import ADDRESS, HOST, NEWS, PASSWORD, Outcome, trust

ERRORS = (OSError, imaplib.IMAP4.error, poplib.error_proto, smtplib.SMTPException)
MESSAGE = NEWS.replace("\n", "\r\n").encode()


def imap(case) -> imaplib.IMAP4:
    if case.service.encryption == "implicit":
        return imaplib.IMAP4_SSL(HOST, case.service.port, ssl_context=trust(case.mock), timeout=contract.PATIENCE)
    client = imaplib.IMAP4(HOST, case.service.port, timeout=contract.PATIENCE)
    client.starttls(trust(case.mock))
    return client


def pop3(case) -> poplib.POP3:
    if case.service.encryption == "implicit":
        return poplib.POP3_SSL(HOST, case.service.port, context=trust(case.mock), timeout=contract.PATIENCE)
    client = poplib.POP3(HOST, case.service.port, timeout=contract.PATIENCE)
    client.stls(trust(case.mock))
    return client


def smtp(case) -> smtplib.SMTP:
    if case.service.encryption == "implicit":
        return smtplib.SMTP_SSL(HOST, case.service.port, context=trust(case.mock), timeout=contract.PATIENCE)
    client = smtplib.SMTP(HOST, case.service.port, timeout=contract.PATIENCE)
    client.starttls(context=trust(case.mock))
    return client


def outcome_of(work) -> Outcome:
    try:
        return Outcome(True, "", work() or [])
    except ERRORS as error:
        return Outcome(False, str(error), [])


class Imaplib(contract.Reads):
    protocols = ("imap",)
    refusal = "AUTHENTICATIONFAILED"

    def log_in(self, client, password):
        client.login(ADDRESS, password)

    def read(self, case, password):
        def work():
            with imap(case) as client:
                self.log_in(client, password)
                client.select("INBOX", readonly=True)
                numbers = client.search(None, "ALL")[1][0].split()
                return [client.fetch(number.decode(), "(RFC822)")[1][0][1] for number in numbers]
        return outcome_of(work)


class ImaplibWithPlain(Imaplib):
    def log_in(self, client, password):
        client.authenticate("PLAIN", lambda _: f"\0{ADDRESS}\0{password}".encode())


class ImaplibAtWork(contract.ClientTest):
    @contextlib.contextmanager
    def inbox(self):
        with self.playing(("imap", "implicit")) as case, imap(case) as client:
            client.login(ADDRESS, PASSWORD)
            client.select("INBOX")
            yield client

    def test_appends_and_finds_the_message_again(self):
        with self.inbox() as client:
            status, told = client.append("INBOX", r"(\Flagged)", '"22-Nov-2026 10:00:00 +0100"', MESSAGE)
            self.assertEqual(status, "OK", told)
            self.assertEqual(client.search(None, "SUBJECT", '"Sent by"', "FLAGGED")[1], [b"3"])
            self.assertEqual(client.search(None, "SINCE", "22-Nov-2026", "BEFORE", "23-Nov-2026")[1], [b"3"])
            envelope = client.fetch("3", "(FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)")[1][0].decode()
            self.assertIn(r"FLAGS (\Flagged)", envelope)
            self.assertIn(f"RFC822.SIZE {len(MESSAGE)}", envelope)
            self.assertIn('"Sent by a test"', envelope)
            self.assertEqual(client.fetch("3", "(BODY.PEEK[])")[1][0][1], MESSAGE)

    def test_sets_flags_copies_and_expunges(self):
        with self.inbox() as client:
            client.create("Archivio")
            self.assertEqual(client.copy("1:2", "Archivio")[0], "OK")
            client.store("1", "+FLAGS", r"(\Deleted)")
            self.assertEqual(client.expunge()[1], [b"1"])
            self.assertEqual(client.status("Archivio", "(MESSAGES UNSEEN)")[1], [b'"Archivio" (MESSAGES 2 UNSEEN 2)'])
            self.assertEqual(client.status("INBOX", "(MESSAGES)")[1], [b'"INBOX" (MESSAGES 1)'])


class Poplib(contract.Reads):
    protocols = ("pop3",)
    refusal = "[AUTH]"

    def log_in(self, client, password):
        client.user(ADDRESS)
        client.pass_(password)

    def read(self, case, password):
        def work():
            client = pop3(case)
            try:
                self.log_in(client, password)
                return [b"\r\n".join(client.retr(number + 1)[1]) for number in range(client.stat()[0])]
            finally:
                client.quit()
        return outcome_of(work)


class PoplibWithApop(Poplib):
    def log_in(self, client, password):
        client.apop(ADDRESS, password)


class PoplibAtWork(contract.ClientTest):
    def test_deletes_at_quit_what_it_marked_and_not_what_it_took_back(self):
        with self.playing(("pop3", "implicit")) as case:
            client = pop3(case)
            client.user(ADDRESS)
            client.pass_(PASSWORD)
            identifiers = [line.split()[1] for line in client.uidl()[1]]
            self.assertEqual(len(set(identifiers)), 2)
            client.dele(1)
            client.rset()
            self.assertEqual(client.stat()[0], 2)
            client.dele(2)
            client.quit()
            left = contract.seen_over_pop3(case.mock)
            self.assertEqual([email.message_from_bytes(m)["Subject"] for m in left], contract.SAMPLES[:1])

    def test_reads_the_top_of_a_message(self):
        with self.playing(("pop3", "implicit")) as case:
            client = pop3(case)
            client.user(ADDRESS)
            client.pass_(PASSWORD)
            header = client.top(1, 0)[1]
            self.assertIn(b"Subject: Messaggio di prova 1", header)
            self.assertLess(len(header), len(client.retr(1)[1]))
            client.quit()


class Smtplib(contract.Sends):
    refusal = "535"

    def send(self, case, password):
        def work():
            with smtp(case) as client:
                client.login(ADDRESS, password)
                client.sendmail(ADDRESS, [ADDRESS], NEWS)
        return outcome_of(work)


class SmtplibAtWork(contract.ClientTest):
    def test_is_told_of_a_message_too_big_and_of_an_unknown_recipient(self):
        with self.playing(("smtp", "implicit")) as case, smtp(case) as client:
            client.login(ADDRESS, PASSWORD)
            size = int(client.esmtp_features["size"])
            self.assertEqual(client.mail(ADDRESS, [f"SIZE={size + 1}"])[0], 552)
            self.assertEqual(client.mail(ADDRESS, [f"SIZE={size}"])[0], 250)
            self.assertEqual(client.rcpt("nobody@pec.example")[0], 550)
            self.assertEqual(client.rset()[0], 250)
            self.assertEqual(client.rcpt(ADDRESS)[0], 503)
            self.assertEqual(client.noop()[0], 250)


if __name__ == "__main__":
    unittest.main()
