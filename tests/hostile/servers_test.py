#!/usr/bin/env python3
"""Batches of pecprobe against servers that end the connection after each number of bytes, never speak, or send floods and
monsters in TLS: each ends in time, with the right code and bounded memory.

Environment: PECPROBE_PROGRAM; PECPROBE_MEASURE_MEMORY, 1 or 0. A server is told apart by its address: 127.1.0.1, 127.1.0.2
and so on; so no breaker takes them for one.
"""
import asyncio
import contextlib
import json
import logging
import os
import resource
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

from authority import Authority
from mail_scripts import SCRIPTS, AlertingTls, Session, quietly

logging.getLogger("asyncio").setLevel(logging.ERROR)  # it warns of writing to whoever has gone
PROGRAM = os.environ["PECPROBE_PROGRAM"]
MEASURES_MEMORY = os.environ["PECPROBE_MEASURE_MEMORY"] == "1"
PASSWORD = "app-password-1"
MEMORY = 64 * 1024**2       # bytes of the whole process at its largest
STALLED = 1000
MEMORY_OF_STALLED = MEMORY + STALLED * 64 * 1024


# Runs what its arguments say and writes the largest memory of that, in kB. The kernel counts what a program was before it
# became this one: so the one that starts it must be small.
MEASURING = """import resource, subprocess, sys
status = subprocess.call(sys.argv[2:])
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)"""


def address(number):
    return f"127.1.{number // 250}.{number % 250 + 1}"


def number_of(own_address):
    third, fourth = map(int, own_address.split(".")[2:])
    return third * 250 + fourth - 1


class Servers:
    """One listening port for all addresses, in a thread of its own; `serve` gets reader, writer and the number."""

    def __init__(self, serve, context=None):
        self.serve, self.context = serve, context
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.set_exception_handler(lambda *_: None)  # a connection that a test broke off

        async def accept(reader, writer):
            await self.serve(reader, writer, number_of(writer.get_extra_info("sockname")[0]))

        server = self.loop.run_until_complete(asyncio.start_server(accept, "0.0.0.0", 0, ssl=self.context, backlog=2048))
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()
        server.close()
        self.loop.close()

    def __enter__(self):
        self.thread.start()
        self.ready.wait()
        return self

    def __exit__(self, *_exception):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()


def context_of(chain, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    return context


CRITICAL_NONSENSE = "1.2.3.4=critical,ASN1:UTF8String:odd"
ODD_CERTIFICATES = [  # name, its extensions, those of one above it, the code
    ("unknown-and-critical", [CRITICAL_NONSENSE], [], "tls_cert_untrusted"),
    ("below-no-authority", [], ["basicConstraints=critical,CA:FALSE"], "tls_cert_untrusted"),
    ("below-an-odd-one", [], ["basicConstraints=critical,CA:TRUE", CRITICAL_NONSENSE], "tls_cert_untrusted"),
    ("for-another-name", [], ["basicConstraints=critical,CA:TRUE", "nameConstraints=critical,excluded;IP:127.0.0.0/255.0.0.0"],
     "tls_cert_untrusted"),
    ("for-programs", ["extendedKeyUsage=critical,codeSigning"], [], "tls_cert_wrong_purpose"),
]

ENDLESS = b"x" * 4096
FLOODS = {  # where it begins (the greeting, or behind a command), what comes again and again, the code
    "imap": [(None, ENDLESS, "not_this_protocol"), (None, b"* OK hi\r\n" * 500, "protocol_error"),
             ("AUTHENTICATE", ENDLESS, "protocol_error"), ("AUTHENTICATE", b"* CAPABILITY X\r\n" * 300, "protocol_error"),
             ("EXAMINE", b"* 7 EXISTS\r\n" * 300, "protocol_error"),
             ("EXAMINE", b"* OK {4294967295}\r\n" + ENDLESS, "protocol_error")],
    "pop3": [(None, ENDLESS, "not_this_protocol"), ("CAPA", b"+OK\r\n" + b"SASL PLAIN\r\n" * 300, "protocol_error"),
             ("CAPA", ENDLESS, "protocol_error"), ("AUTH", ENDLESS, "protocol_error"), ("STAT", ENDLESS, "protocol_error")],
    "smtp": [(None, ENDLESS, "not_this_protocol"), (None, b"220-x\r\n" * 500, "protocol_error"),
             ("EHLO", b"250-x\r\n" * 500, "protocol_error"), ("EHLO", ENDLESS, "protocol_error"),
             ("AUTH", b"235-x\r\n" * 500, "protocol_error")],
}


class Flood(Session):
    """Answers up to a command, and then without end; None floods instead of the greeting."""

    def __init__(self, protocol, reader, writer, place, flood):
        super().__init__(protocol, reader, writer, 10**6, "close")
        greeting, replies, login = self.script
        self.flood = flood
        self.script = ("" if place is None else greeting,
                       lambda line: "" if place in line.upper().split(" ")[:2] else replies(line), login)

    async def say(self, text):
        while not text and not self.writer.is_closing():
            self.writer.write(self.flood)
            await self.writer.drain()
            await asyncio.sleep(0)  # else the loop would never see that the other end has gone
        return await super().say(text)


class HostileServersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="hostile-")))
        cls.authority = Authority(cls.folder)

    def batch(self, protocol, port, count, memory, *options):
        """The services of a batch over so many servers, by their number, and the seconds that it took."""
        file = self.folder / "accounts.csv"
        rows = [f"a{number}@pec.example,{PASSWORD},{protocol}s://{address(number)}:{port}" for number in range(count)]
        file.write_text("\n".join([f"address,password,{protocol}", *rows]) + "\n")
        file.chmod(0o600)
        report, complaints, largest = self.folder / "report", self.folder / "complaints", self.folder / "largest"
        began = time.monotonic()
        with open(report, "wb") as out, open(complaints, "wb") as err:
            run = subprocess.Popen([sys.executable, "-I", "-c", MEASURING, largest, PROGRAM, "batch", file, "--ca-file", self.authority.file, "--no-memory", "--format", "jsonl",
                                    "-q", *options], stdout=out, stderr=err, env={"HOME": str(self.folder), "PATH": "/usr/bin"})
        self.assertIn(run.wait(), (0, 1, 4), complaints.read_text())
        if MEASURES_MEMORY:
            self.assertLess(int(largest.read_text()) * 1024, memory)
        self.assertNotIn("Sanitizer", complaints.read_text())
        self.assertNotIn(PASSWORD, report.read_text() + complaints.read_text())
        accounts = [account for account in map(json.loads, report.read_text().splitlines()) if "address" in account]
        services = {int(account["address"].partition("@")[0][1:]): account["services"][0] for account in accounts}
        self.assertEqual(sorted(services), list(range(count)))
        return services, time.monotonic() - began

    def whole(self, protocol):
        """A session that nobody cuts."""
        sessions, _ = self.cut(protocol, 1, "close", [10**6])
        return sessions[0]

    def cut(self, protocol, count, ending, budgets=None):
        sessions = {}

        async def serve(reader, writer, number):
            sessions[number] = Session(protocol, reader, writer, budgets[number] if budgets else number, ending)
            await quietly(sessions[number])

        chain = self.authority.server("cut", [address(number) for number in range(count)])
        with Servers(serve, context_of(chain, self.authority.key)) as servers:
            services, _ = self.batch(protocol, servers.port, count, MEMORY)
        return sessions, services

    def test_an_end_after_any_byte_is_never_taken_for_an_answer(self):
        for protocol in SCRIPTS:
            length = self.whole(protocol).sent
            self.assertGreater(length, 50)
            for ending in ("close", "reset"):
                sessions, services = self.cut(protocol, length + 1, ending)
                for number, service in services.items():
                    with self.subTest(protocol=protocol, ending=ending, bytes=number):
                        self.look_at_cut(sessions[number], service, ending)

    def look_at_cut(self, session, service, ending):
        code = service["diagnosis"]["code"]
        if ending != "reset":  # a reset may overtake what was sent
            self.assertEqual(service["auth"]["accepted"], session.has_accepted)
        self.assertTrue(session.has_accepted or not service["auth"]["accepted"])
        if service["auth"]["accepted"]:
            self.assertIn(code, ("ok", "connection_lost", "mailbox_unavailable"))
        else:
            # What ends the connection in the very moment in which the handshake ended may seem to be the handshake's end.
            is_of_handshake = ending == "reset" or (ending == "alert" and session.sent == 0)
            self.assertIn(code, ("connection_lost", "tls_handshake_failed") if is_of_handshake else ("connection_lost",))

    def test_a_fatal_alert_after_any_answer_is_never_taken_for_one(self):
        for protocol in SCRIPTS:
            budgets, sessions = self.whole(protocol).steps[:-1], {}
            chain = self.authority.server("alerts", [address(number) for number in range(len(budgets))])
            context = context_of(chain, self.authority.key)

            async def serve(reader, writer, number, protocol=protocol, budgets=budgets, sessions=sessions, context=context):
                tls = AlertingTls(reader, writer, context)
                await tls.pulled(tls.tls.do_handshake)
                sessions[number] = Session(protocol, tls, tls, budgets[number], "alert")
                await quietly(sessions[number])

            with Servers(serve) as servers:
                services, _ = self.batch(protocol, servers.port, len(budgets), MEMORY)
            for number, service in services.items():
                with self.subTest(protocol=protocol, bytes=budgets[number]):
                    self.assertTrue(sessions[number].writer.has_alerted)
                    self.look_at_cut(sessions[number], service, "alert")

    def test_a_thousand_servers_that_never_speak_end_together_at_the_limit(self):
        _, descriptors = resource.getrlimit(resource.RLIMIT_NOFILE)
        if descriptors != resource.RLIM_INFINITY and descriptors < STALLED + 100:
            self.skipTest(f"a process may open {descriptors} files here")
        resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))
        opened, most = set(), 0

        async def serve(reader, _writer, number):
            nonlocal most
            opened.add(number)
            most = max(most, len(opened))
            await reader.read()  # a ClientHello, and nothing ever
            opened.discard(number)

        with Servers(serve) as servers:
            services, took = self.batch("imap", servers.port, STALLED, MEMORY_OF_STALLED, "--concurrency", str(STALLED),
                                        "--timeout", "8")
        self.assertEqual({service["diagnosis"]["code"] for service in services.values()}, {"tls_handshake_timeout"})
        self.assertEqual(most, STALLED)
        self.assertLess(took, 60)

    def served_with(self, context):
        async def serve(reader, writer, _number):
            await quietly(Session("imap", reader, writer, 10**6, "close"))

        with Servers(serve, context) as servers:
            services, took = self.batch("imap", servers.port, 1, MEMORY, "--timeout", "20")
        self.assertLess(took, 30)
        return services[0]["diagnosis"]["code"]

    def test_a_flood_of_session_tickets_is_survived(self):
        context = context_of(self.authority.server("tickets", [address(0)]), self.authority.key)
        context.num_tickets = 2000
        self.assertEqual(self.served_with(context), "ok")

    def test_a_certificate_of_a_hundred_kilobytes_ends_the_handshake(self):
        names = [f"DNS:h{number}.{'x' * 50}.example" for number in range(1800)]
        chain = self.authority.server("large", [address(0)], names)
        self.assertGreater(chain.stat().st_size, 130_000)  # in base64
        self.assertEqual(self.served_with(context_of(chain, self.authority.key)), "tls_handshake_failed")

    def test_a_chain_of_a_hundred_certificates_does_not_hold(self):
        chain = self.authority.chain(101, address(0))
        self.assertEqual(self.served_with(context_of(chain, self.authority.key)), "tls_cert_untrusted")

    def test_a_certificate_that_says_what_it_is_not_for_is_not_taken(self):
        for name, extensions, above, code in ODD_CERTIFICATES:
            with self.subTest(name):
                issuer = self.authority.issue(f"above-{name}", above) if above else None
                leaf = self.authority.issue(name, [f"subjectAltName=IP:{address(0)}", *extensions], issuer)
                chain = self.folder / f"{name}-chain.pem"
                chain.write_text("".join(file.read_text() for file in (leaf, issuer) if file))
                self.assertEqual(self.served_with(context_of(chain, self.authority.key)), code)

    def test_a_flood_ends_at_a_limit_with_bounded_memory(self):
        for protocol, floods in FLOODS.items():
            async def serve(reader, writer, number, protocol=protocol, floods=floods):
                await quietly(Flood(protocol, reader, writer, *floods[number][:2]))

            chain = self.authority.server(f"flood-{protocol}", [address(number) for number in range(len(floods))])
            with Servers(serve, context_of(chain, self.authority.key)) as servers:
                services, took = self.batch(protocol, servers.port, len(floods), MEMORY, "--timeout", "20")
            self.assertLess(took, 30)
            self.assertEqual([services[number]["diagnosis"]["code"] for number in range(len(floods))],
                             [code for _, _, code in floods])

    def test_an_ordinary_certificate_does(self):
        context = context_of(self.authority.server("ordinary", [address(0)]), self.authority.key)
        self.assertEqual(self.served_with(context), "ok")


class HeldBack(Session):
    """Refuses the password, after a while."""

    REFUSALS = {"imap": "{} NO [AUTHENTICATIONFAILED] no\r\n", "pop3": "-ERR [AUTH] no\r\n", "smtp": "535 5.7.8 no\r\n"}
    SECONDS = 33

    def __init__(self, protocol, reader, writer):
        super().__init__(protocol, reader, writer, 10**6, "close")
        greeting, replies, login = self.script
        refusal = self.REFUSALS[protocol]
        self.script = (greeting, lambda line: refusal.format(line.split(" ")[0]) if login in line.split(" ")[:2] else replies(line), login)

    async def say(self, text):
        if text.split(" ", 1)[-1] in {refusal.split(" ", 1)[-1] for refusal in self.REFUSALS.values()}:
            await asyncio.sleep(self.SECONDS)
        return await super().say(text)


class HeldBackRefusalTest(unittest.TestCase):
    def test_is_a_refusal_and_no_timeout(self):
        with tempfile.TemporaryDirectory(prefix="hostile-") as name, contextlib.ExitStack() as stack:
            folder = Path(name)
            authority = Authority(folder)
            chain = authority.server("held", [address(0)])
            rows = []
            for place, protocol in enumerate(SCRIPTS):
                async def serve(reader, writer, _number, protocol=protocol):
                    await HeldBack(protocol, reader, writer).play()

                servers = stack.enter_context(Servers(serve, context_of(chain, authority.key)))
                rows.append(f"{protocol}@pec.example,{PASSWORD}" + "," * (place + 1) + f"{protocol}s://{address(0)}:{servers.port}" +
                            "," * (len(SCRIPTS) - place - 1))
            file = folder / "accounts.csv"
            file.write_text("\n".join([f"address,password,{','.join(SCRIPTS)}", *rows]) + "\n")
            file.chmod(0o600)
            run = subprocess.run([PROGRAM, "batch", file, "--ca-file", authority.file, "--no-memory", "--format", "jsonl", "-q"],
                                 stdout=subprocess.PIPE, env={"HOME": name, "PATH": "/usr/bin"})
        services = {service["protocol"]: service for account in map(json.loads, run.stdout.splitlines()) if "address" in account
                    for service in account["services"]}
        self.assertEqual({protocol: service["diagnosis"]["code"] for protocol, service in services.items()},
                         dict.fromkeys(SCRIPTS, "auth_rejected"))


if __name__ == "__main__":
    unittest.main()
