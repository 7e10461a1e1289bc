"""Headless Chromium through chromedriver: the part of the W3C WebDriver protocol that the tests need, without a library.

    with webdriver.browser(folder) as chrome: chrome.go("http://127.0.0.1:8080/")
"""
import base64
import contextlib
import json
import pathlib
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request

CONTROL, TAB, ENTER, SPACE, NULL = "\ue009", "\ue004", "\ue007", " ", "\ue000"  # keys, as WebDriver writes them
JAVASCRIPT_OFF = {"profile.managed_default_content_settings.javascript": 2}


def missing():
    """The programs that are not there."""
    return [tool for tool in ("chromium", "chromedriver") if shutil.which(tool) is None]


class Fault(Exception):
    """What chromedriver could not do; its first argument is the error's name in the protocol."""


class Browser:
    """A session of the WebDriver protocol."""

    def __init__(self, url, profile, preferences):
        self.base = url
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1100,900",
                     "--disable-dev-shm-usage", f"--user-data-dir={profile}"]
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {"args": arguments, "prefs": preferences}}}})
        self.base = f"{url}/session/{answer['sessionId']}"

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            told = json.load(error)["value"]
            raise Fault(told["error"], told["message"].splitlines()[0]) from None

    def go(self, url):
        self.call("POST", "/url", {"url": url})

    def url(self):
        return self.call("GET", "/url")

    def run(self, script, *arguments):
        """The value of JavaScript that ends in `return …`; a promise is waited for."""
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait_until(self, script, *arguments, seconds=30):
        """Whether the value of the script became true in that time."""
        for _ in range(seconds * 20):
            if self.run(script, *arguments):
                return True
            time.sleep(0.05)
        return False

    def element(self, selector):
        return next(iter(self.call("POST", "/element", {"using": "css selector", "value": selector}).values()))

    def elements(self, selector):
        found = self.call("POST", "/elements", {"using": "css selector", "value": selector})
        return [next(iter(one.values())) for one in found]

    def text(self, selector):
        """As it is shown: nothing of what is hidden."""
        return self.call("GET", f"/element/{self.element(selector)}/text")

    def value(self, selector):
        return self.call("GET", f"/element/{self.element(selector)}/property/value")

    def click(self, selector):
        self.call("POST", f"/element/{self.element(selector)}/click", {})

    def clear(self, selector):
        self.call("POST", f"/element/{self.element(selector)}/clear", {})

    def type(self, selector, text):
        self.call("POST", f"/element/{self.element(selector)}/value", {"text": text})

    def press(self, *keys):
        """Keys, one after the other, wherever the focus is."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def focused(self):
        """The id of the element that has the focus."""
        active = next(iter(self.call("GET", "/element/active").values()))
        return self.call("GET", f"/element/{active}/property/id")

    def narrow(self, width, height):
        """As a telephone of this many pixels; windows themselves cannot be so narrow."""
        self.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}})

    def complaints(self):
        """What the browser found wrong: refused scripts, failed requests."""
        return [entry["message"] for entry in self.call("POST", "/se/log", {"type": "browser"})
                if entry["level"] == "SEVERE"]

    def picture(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self.call("GET", "/screenshot")))

    def pdf(self):
        return base64.b64decode(self.call("POST", "/print", {"shrinkToFit": False}))


def started_driver():
    """A driver and its port. It listens twice at a port that was free for one of the two only: a few tries are needed."""
    for _ in range(5):
        driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        lines = (re.search(r"successfully on port (\d+)", line) for line in driver.stdout)
        if found := next(filter(None, lines), None):
            return driver, found.group(1)
        driver.wait()
        driver.stdout.close()
    raise RuntimeError("chromedriver finds no port to listen at")


@contextlib.contextmanager
def browser(folder, preferences=None):
    """A browser of its own, with its profile in `folder`."""
    driver, port = started_driver()
    try:
        chrome = Browser(f"http://127.0.0.1:{port}", pathlib.Path(folder) / "profile", preferences or {})
        try:
            yield chrome
        finally:
            chrome.call("DELETE", "")
    finally:
        driver.terminate()
        driver.wait()
        driver.stdout.close()
