"""A helpdesk's desk: mock mail servers, `pecprobe serve` for them, and a browser in front of it."""
import contextlib
import json
import pathlib
import re
import subprocess
import sys
import time

sys.path.append(str(pathlib.Path(__file__).parents[1] / "support"))
import webdriver

ADDRESS, PASSWORD, WRONG = "casella@pec.example", "app-password-1", "not-the-password"
SERVICES = ("imap", "pop3", "smtp")
PATIENCE = 30  # seconds, of who waits for something that is done in one


class Desk(contextlib.ExitStack):
    def __init__(self, folder, pecprobe, pecmock):
        super().__init__()
        self.folder, self.pecprobe, self.pecmock = pathlib.Path(folder), pecprobe, pecmock
        self.faults = []

    def check(self, holds, what):
        if not holds:
            self.faults.append(what)

    def equal(self, found, wanted, what):
        self.check(found == wanted, f"{what}: {found!r} instead of {wanted!r}")

    def open(self, scenario="good", options=(), preferences=None, accounts=()):
        """`scenario`: a name, or the text of a scenario. `accounts`: rows `address,provider,issued` of the accounts file."""
        if "\n" in scenario:
            (self.folder / "story.scn").write_text(scenario, encoding="utf-8")
            scenario = self.folder / "story.scn"
        self.journal = self.folder / "journal.jsonl"
        self.background([self.pecmock, "--ports-file", self.folder / "ports.json", "--ca-out", self.folder / "ca.pem",
                         "--journal", self.journal, scenario], "mock.txt")
        self.ports = json.loads(self.wait_for_text(self.folder / "ports.json", "}"))
        (self.folder / "state").mkdir()
        # The accounts file vouches for servers at ports that are not those of mail.
        servers = ",".join(self.endpoint(service) for service in SERVICES)
        (self.folder / "accounts.csv").write_text("address,provider,issued,imap,pop3,smtp\n" + "".join(
            f"{row},{servers}\n" for row in accounts or [f"{ADDRESS},,"]), encoding="utf-8")
        self.background([self.pecprobe, "serve", "--listen", "127.0.0.1:0", "--no-mx", "--accounts", self.folder / "accounts.csv",
                         "--ca-file", self.folder / "ca.pem", "--state", self.folder / "state" / "state.db", *options], "serve.txt")
        start = self.wait_for_text(self.folder / "serve.txt", "/?token=")
        self.door = re.search(r"https?://\S+/\?token=[\w-]+", start)[0]
        self.site = self.door[:self.door.index("/?")]
        self.chrome = self.enter_context(webdriver.browser(self.folder, {"intl.accept_languages": "it", **(preferences or {})}))
        self.chrome.go(self.door)

    def background(self, arguments, output):
        with open(self.folder / output, "wb") as out:
            program = subprocess.Popen([str(argument) for argument in arguments], stdout=out, stderr=subprocess.STDOUT)
        self.callback(program.wait)
        self.callback(program.terminate)

    def wait_for_text(self, path, text):
        """What stands in the file, once its last line is whole and `text` is in it."""
        for _ in range(PATIENCE * 20):
            if path.exists() and text in (content := path.read_text(encoding="utf-8", errors="replace")):
                return content
            time.sleep(0.05)
        raise SystemExit(f"{path.name} does not say {text}: {path.read_text() if path.exists() else 'nothing'}")

    def logins(self, protocol=None):
        """How many login attempts reached the mock servers."""
        entries = [json.loads(line) for line in self.journal.read_text(encoding="utf-8").splitlines()]
        return sum(entry["event"] == "login" and protocol in (None, entry["protocol"]) for entry in entries)

    def wait_for_logins(self, number):
        for _ in range(PATIENCE * 20):
            if self.logins() >= number:
                break
            time.sleep(0.05)
        self.equal(self.logins(), number, "logins")

    def endpoint(self, service):
        return f"{service}s://localhost:{self.ports[service + 's']}"

    def choose(self, selector, value):
        self.chrome.click(f"{selector} option[value='{value}']")

    def fill(self, address=ADDRESS, password=PASSWORD, services=SERVICES, field="password"):
        """Types as a person does: into what can be seen."""
        chrome = self.chrome
        for selector, text in (("#address", address), (f"#{field}", password)):
            chrome.clear(selector)
            chrome.type(selector, text)
        if not chrome.elements("details#servers[open]"):
            chrome.click("#servers > summary")
        self.wait_for(f"#services-{SERVICES[0]}")  # a busy browser opens it later
        for service in SERVICES:
            if service in services:
                chrome.clear(f"#{service}")
                chrome.type(f"#{service}", self.endpoint(service))
            else:
                chrome.click(f"#services-{service}")

    def press_test(self):
        self.chrome.click("button.main")

    def wait_for(self, selector):
        """Something that is shown sooner or later; works without script in the page."""
        for _ in range(PATIENCE * 20):
            with contextlib.suppress(webdriver.Fault):
                for element in self.chrome.elements(selector):
                    if self.chrome.call("GET", f"/element/{element}/displayed"):
                        return True
            time.sleep(0.05)
        self.check(False, f"{selector} is not shown; the page says:\n{self.chrome.text('body')}")
        return False

    def outcome(self):
        """The headline of the result, once there is one."""
        return self.chrome.text("#outcome-title") if self.wait_for("#result #outcome-title") else ""

    def source(self):
        return self.chrome.call("GET", "/source")

    def check_no_password(self, *passwords):
        """Neither in the page nor in its address, nor in what the server logged."""
        log = (self.folder / "serve.txt").read_text(encoding="utf-8", errors="replace")
        for password in passwords:
            self.check(password not in self.source(), f"{password} stands in the page")
            self.check(password not in self.chrome.url(), f"{password} stands in the address")
            self.check(password not in log, f"{password} was logged")

    def check_console(self, *expected):
        """The browser refused nothing; answers of the `expected` status were asked for."""
        complaints = [line for line in self.chrome.complaints()
                      if not any(f"status of {status}" in line for status in expected)]
        self.check(not complaints, f"the browser complains: {complaints}")
