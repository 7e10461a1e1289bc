"""Logs accounts in with Python's imaplib, some at once: imaplib_threads.py ADDRESS PORT CA_FILE ACCOUNTS IN_FLIGHT"""
import imaplib
import ssl
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PATIENCE = 60

host, port, ca_file, accounts_file, in_flight = sys.argv[1:]
context = ssl.create_default_context(cafile=ca_file)


def log_in(line: str) -> str:
    login, password = line.split()
    try:
        client = imaplib.IMAP4_SSL(host, int(port), ssl_context=context, timeout=PATIENCE)
        client.login(login, password)
        verdict = "pass" if client.select("INBOX", readonly=True)[0] == "OK" else "fail"
        client.logout()
    except (imaplib.IMAP4.error, OSError):
        verdict = "fail"
    return f"{login} {verdict}"


with ThreadPoolExecutor(int(in_flight)) as pool:
    for result in pool.map(log_in, Path(accounts_file).read_text().splitlines()):
        print(result)
