#!/usr/bin/python3
"""Uses what the Debian package installed on this computer: programs, manual pages, completions, and a mailbox at its own mock servers.
scripts/package runs it where nothing but the package is installed."""
import gzip
import json
import pathlib
import subprocess
import tempfile
import time

SHARE = pathlib.Path("/usr/share")
COMPLETIONS = ("bash-completion/completions/{}", "zsh/vendor-completions/_{}", "fish/vendor_completions.d/{}.fish")


def commands():
    told = json.loads(subprocess.run(["pecprobe", "--help", "json"], check=True, capture_output=True).stdout)
    return sorted({command["name"].split()[0] for command in told["commands"]})


def manual_pages(names):
    pages = [SHARE / folder / f"pecprobe-{name}.1.gz" for folder in ("man/man1", "man/it/man1") for name in names]
    for page in [*pages, SHARE / "man/man1/pecprobe.1.gz", SHARE / "man/man1/pecmock.1.gz"]:
        assert gzip.decompress(page.read_bytes()).startswith(b"."), page


def completions():
    for program in ("pecprobe", "pecmock"):
        for place in COMPLETIONS:
            assert program in (SHARE / place.format(program)).read_text(), place


def mailbox():
    with tempfile.TemporaryDirectory() as folder:
        ports, authority = pathlib.Path(folder) / "ports.json", pathlib.Path(folder) / "ca.pem"
        servers = subprocess.Popen(["pecmock", "--ports-file", ports, "--ca-out", authority, "good"])
        try:
            while not ports.exists():
                assert servers.poll() is None, "pecmock ended"
                time.sleep(0.05)
            port = json.loads(ports.read_text())
            for password, status in (("app-password-1", 0), ("not-the-password", 1)):
                run = subprocess.run(["pecprobe", "check", "casella@pec.example", "--password-stdin", "--no-memory", "-q", "--ca-file", authority,
                                      "--imap", f"imaps://localhost:{port['imaps']}", "--smtp", f"smtps://localhost:{port['smtps']}"],
                                     input=password + "\n", capture_output=True, text=True)
                assert run.returncode == status, run.stdout + run.stderr
        finally:
            servers.terminate()
            servers.wait()


names = commands()
manual_pages(names)
completions()
mailbox()
print(f"{len(names)} commands have manual pages in two languages and completions for three shells; a mailbox was tested.")
