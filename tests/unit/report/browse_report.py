#!/usr/bin/python3
"""Opens the HTML report of every sample in Chromium and uses it as a person would: filter, sort, unfold, copy.

usage: browse_report.py WRITE_SAMPLE_REPORTS [PICTURE.png]; exit 77 when chromium or chromedriver is missing.
"""
import base64
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request

CONTROL = "\ue009"  # the key, as WebDriver writes it
COUNT_VISIBLE = "return [...document.querySelectorAll('#overview tbody tr')].filter(row => !row.hidden).length"


class Browser:
    """A session of the WebDriver protocol."""

    def __init__(self, url, profile):
        self.base = url
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1100,900",
                     "--disable-dev-shm-usage", f"--user-data-dir={profile}"]
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {"args": arguments}}}})
        self.base = f"{url}/session/{answer['sessionId']}"

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def element(self, selector):
        return next(iter(self.call("POST", "/element", {"using": "css selector", "value": selector}).values()))

    def click(self, selector):
        self.call("POST", f"/element/{self.element(selector)}/click", {})

    def type(self, selector, text):
        self.call("POST", f"/element/{self.element(selector)}/value", {"text": text})


def check(faults, holds, what):
    if not holds:
        faults.append(what)


def faults_of(browser, page):
    faults = []
    browser.call("POST", "/url", {"url": page.as_uri()})
    check(faults, browser.call("GET", "/title") == "Prova delle caselle PEC", "another title")
    rows = browser.run(COUNT_VISIBLE)
    check(faults, rows > 20, f"only {rows} rows")
    check(faults, browser.run("return performance.getEntriesByType('resource').length") == 0, "it loaded something")
    check(faults, browser.run("return document.scripts.length") == 1, "more than our own script")
    browser.type("#search", "auth_locked")
    check(faults, browser.run(COUNT_VISIBLE) == 1, "the filter does not leave one row")
    check(faults, browser.run("return [...document.querySelectorAll('.account')].filter(a => !a.hidden).length") == 1,
          "the filter leaves other accounts")
    browser.run("const s = document.getElementById('search'); s.value = ''; s.dispatchEvent(new Event('input'))")
    browser.click("#verdict option[value=pass]")
    passed = browser.run(COUNT_VISIBLE)
    check(faults, 0 < passed < rows, f"{passed} of {rows} rows after choosing a verdict")
    browser.run("const s = document.getElementById('verdict'); s.value = ''; s.dispatchEvent(new Event('change'))")
    browser.click("#overview th:first-child button")
    first = browser.run("return document.querySelector('#overview tbody tr').cells[0].textContent")
    browser.click("#overview th:first-child button")
    last = browser.run("return document.querySelector('#overview tbody tr').cells[0].textContent")
    check(faults, first != last, "sorting changes nothing")
    closed = ".account:not([open])"
    browser.run("document.querySelector(arguments[0]).id = 'unfold'", closed)
    browser.click("#unfold > summary")
    check(faults, browser.run("return document.getElementById('unfold').open"), "an account does not unfold")
    browser.run("document.querySelector('.account[open] button.copy').id = 'copy'")
    browser.click("#copy")
    check(faults, browser.run("return document.getElementById('copy').textContent") == "Copiato", "no word for copied")
    ticket = browser.run("return document.getElementById(document.getElementById('copy').dataset.copies).textContent")
    browser.run("document.body.append(document.createElement('textarea'))")
    browser.type("textarea", CONTROL + "v")
    pasted = browser.run("return document.querySelector('textarea').value")
    check(faults, len(ticket) > 100 and pasted == ticket, f"copied is {pasted[:100]!r} instead of {ticket[:100]!r}")
    faults += faults_on_paper(browser)
    severe = [entry for entry in browser.call("POST", "/se/log", {"type": "browser"}) if entry["level"] == "SEVERE"]
    check(faults, not severe, f"the browser complains: {severe}")
    return faults


def faults_on_paper(browser):
    """Printed, everything is unfolded and nothing is left that only a mouse could use."""
    faults = []
    browser.run("dispatchEvent(new Event('beforeprint'))")
    check(faults, browser.run("return document.querySelectorAll('details:not([open])').length") == 0, "something stays folded")
    paper = base64.b64decode(browser.call("POST", "/print", {"shrinkToFit": False}))
    check(faults, paper.startswith(b"%PDF"), "it does not print")
    return faults


def main():
    for tool in ("chromium", "chromedriver"):
        if shutil.which(tool) is None:
            print(f"skipped: {tool} is not installed")
            return 77
    report = subprocess.run([sys.argv[1], "html"], check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # the browser may still be writing its profile
        page = pathlib.Path(folder) / "report.html"
        page.write_bytes(report)
        driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        try:
            port = next(found.group(1) for found in (re.search(r"successfully on port (\d+)", line) for line in driver.stdout) if found)
            browser = Browser(f"http://127.0.0.1:{port}", f"{folder}/profile")
            try:
                faults = faults_of(browser, page)
                if len(sys.argv) > 2:
                    browser.run("scrollTo(0, 0)")
                    pathlib.Path(sys.argv[2]).write_bytes(base64.b64decode(browser.call("GET", "/screenshot")))
            finally:
                browser.call("DELETE", "")
        finally:
            driver.terminate()
            driver.wait()
    print("\n".join(faults) or "the page works")
    return 1 if faults else 0


sys.exit(main())
