"""The built pecprobe serving its page beside pecmock, for one test. PECPROBE_PROGRAM and PECMOCK_PROGRAM say where they are."""
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "clients"))
from pecmock import ADDRESS, PASSWORD, Pecmock  # noqa: E402, F401

PROGRAM = os.environ["PECPROBE_PROGRAM"]
TOKEN = "a-token-of-more-than-128-bits"


class Served:
    """Serves inside a `with`; the mail servers are the provider `studio` of pec.example."""

    def __init__(self, *options: str, mail: Pecmock | None = None, provider: tuple[str, ...] = (), autostart: bool = True):
        self.options = options
        self.autostart = autostart  # else its options are set before start() is called
        self.provider = provider  # further lines of its row
        self.mail = mail or Pecmock()

    def __enter__(self) -> "Served":
        self.mail.__enter__()
        self.files = tempfile.TemporaryDirectory(prefix="served-")
        self.folder = pathlib.Path(self.files.name)
        (self.folder / "pecprobe").mkdir()
        urls = [f'{name} = "{name}s://localhost:{self.mail.ports[name + "s"]}"' for name in ("imap", "pop3", "smtp")]
        row = ["[[provider]]", 'id = "studio"', 'name = "Studio"', 'domains = ["pec.example"]', *urls, *self.provider]
        (self.folder / "pecprobe/providers.toml").write_text("\n".join(row) + "\n")
        self.write_secret("token", TOKEN)
        self.errors = open(self.folder / "err", "a")
        self.environment = {**os.environ, "XDG_CONFIG_HOME": self.files.name, "XDG_STATE_HOME": self.files.name}
        self.program = None
        if self.autostart:
            self.start()
        return self

    def start(self) -> None:
        self.program = subprocess.Popen(
            [PROGRAM, "serve", "--listen", "localhost:0", "--lang", "en", "--no-mx", "--ca-file", self.mail.ca_file,
             "--token-file", self.folder / "token", *self.options],
            stdout=subprocess.PIPE, stderr=self.errors, text=True, env=self.environment)
        line = self.program.stdout.readline()
        if not line:
            self.program.communicate()
            raise RuntimeError("serve does not start: " + (self.folder / "err").read_text())
        self.port = int(re.search(r"http://localhost:(\d+)/", line)[1])

    def kill(self) -> None:
        """As a power cut would, for the program alone."""
        self.program.kill()
        self.program.communicate()

    def __exit__(self, *_exception) -> None:
        if self.program is not None and self.program.returncode is None:
            self.program.send_signal(signal.SIGTERM)
            self.program.communicate(timeout=60)
        self.errors.close()
        self.files.cleanup()
        self.mail.__exit__()
        if self.program is not None and self.program.returncode not in (0, 2, -signal.SIGKILL):  # 2: it did not want to start
            raise RuntimeError(f"serve ended with {self.program.returncode}")

    def write_secret(self, name: str, text: str) -> pathlib.Path:
        path = self.folder / name
        path.write_text(text + "\n")
        path.chmod(0o600)
        return path

    def ask(self, method: str, path: str, body=None, token: str = TOKEN, **fields: str) -> http.client.HTTPResponse:
        """The answer, with its body as `body`; what is not bytes is sent as JSON."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {token}", **{name.replace("_", "-"): value for name, value in fields.items()}}
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer
