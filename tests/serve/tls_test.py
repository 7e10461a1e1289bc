#!/usr/bin/env python3
"""The built program serving its page over TLS, as a browser of another computer sees it (here over loopback).

usage: tls_test.py PECPROBE
"""
import http.client
import os
import pathlib
import re
import signal
import ssl
import subprocess
import sys
import tempfile
import unittest

TOKEN = "a-token-of-more-than-128-bits"


def made_certificate(folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)


class PageOverTls(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)
        made_certificate(self.folder)
        (self.folder / "token").write_text(TOKEN + "\n")
        (self.folder / "token").chmod(0o600)
        self.program = subprocess.Popen(
            [PROGRAM, "serve", "--listen", "localhost:0", "--lang", "en", "--no-memory", "--tls-cert", self.folder / "cert.pem",
             "--tls-key", self.folder / "key.pem", "--token-file", self.folder / "token"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "XDG_STATE_HOME": held.name})
        self.addCleanup(self.stop)
        self.line = self.program.stdout.readline()
        self.port = int(re.search(r"https://localhost:(\d+)/", self.line)[1])

    def stop(self):
        self.program.send_signal(signal.SIGTERM)
        self.program.communicate(timeout=60)
        self.assertEqual(self.program.returncode, 0)

    def answer(self, path, headers=None, context=None):
        context = context or ssl.create_default_context(cafile=self.folder / "cert.pem")
        connection = http.client.HTTPSConnection("localhost", self.port, context=context, timeout=60)
        self.addCleanup(connection.close)
        connection.request("GET", path, headers=headers or {})
        return connection.getresponse()

    def test_wants_the_token_of_the_file_and_does_not_print_it(self):
        self.assertNotIn(TOKEN, self.line)
        self.assertEqual(self.answer("/").status, 401)
        self.assertEqual(self.answer("/", {"Authorization": "Bearer " + TOKEN}).status, 200)

    def test_gives_a_cookie_that_travels_in_tls_only(self):
        answer = self.answer("/?token=" + TOKEN)
        self.assertEqual((answer.status, answer.headers["Location"]), (303, "/"))
        self.assertEqual(answer.headers["Set-Cookie"].split("; ")[1:], ["Path=/", "HttpOnly", "SameSite=Strict", "Secure"])

    def test_speaks_neither_in_clear_nor_an_old_version(self):
        clear = http.client.HTTPConnection("localhost", self.port, timeout=60)
        self.addCleanup(clear.close)
        clear.request("GET", "/")
        with self.assertRaises((http.client.HTTPException, ConnectionError)):
            clear.getresponse()
        old = ssl.create_default_context(cafile=self.folder / "cert.pem")
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
        old.set_ciphers("ALL:@SECLEVEL=0")
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            self.answer("/", context=old)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
