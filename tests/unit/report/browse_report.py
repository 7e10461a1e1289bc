#!/usr/bin/python3
"""Opens the HTML report of every sample in Chromium and uses it as a person would: filter, sort, unfold, copy.

usage: browse_report.py WRITE_SAMPLE_REPORTS [PICTURE.png]; exit 77 when chromium or chromedriver is missing.
"""
import pathlib
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).parents[2] / "support"))
import webdriver

COUNT_VISIBLE = "return [...document.querySelectorAll('#overview tbody tr')].filter(row => !row.hidden).length"


def check(faults, holds, what):
    if not holds:
        faults.append(what)


def faults_of(browser, page):
    faults = []
    browser.go(page.as_uri())
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
    check(faults, browser.wait_until("return document.getElementById('copy').textContent === 'Copiato'"), "no word for copied")
    ticket = browser.run("return document.getElementById(document.getElementById('copy').dataset.copies).textContent")
    browser.run("document.body.append(document.createElement('textarea'))")
    browser.type("textarea", webdriver.CONTROL + "v")
    pasted = browser.run("return document.querySelector('textarea').value")
    check(faults, len(ticket) > 100 and pasted == ticket, f"copied is {pasted[:100]!r} instead of {ticket[:100]!r}")
    faults += faults_on_paper(browser)
    complaints = browser.complaints()
    check(faults, not complaints, f"the browser complains: {complaints}")
    return faults


def faults_on_paper(browser):
    """Printed, everything is unfolded and nothing is left that only a mouse could use."""
    faults = []
    browser.run("dispatchEvent(new Event('beforeprint'))")
    check(faults, browser.run("return document.querySelectorAll('details:not([open])').length") == 0, "something stays folded")
    check(faults, browser.pdf().startswith(b"%PDF"), "it does not print")
    return faults


def main():
    if missing := webdriver.missing():
        print(f"skipped: not installed: {', '.join(missing)}")
        return 77
    report = subprocess.run([sys.argv[1], "html"], check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # the browser may still be writing its profile
        page = pathlib.Path(folder) / "report.html"
        page.write_bytes(report)
        with webdriver.browser(folder) as browser:
            faults = faults_of(browser, page)
            if len(sys.argv) > 2:
                browser.run("scrollTo(0, 0)")
                browser.picture(sys.argv[2])
    print("\n".join(faults) or "the page works")
    return 1 if faults else 0


sys.exit(main())
