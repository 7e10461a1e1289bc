"""Everybody can use the page: with the keyboard alone, without script, in both languages, on a telephone, on paper."""
import json
import pathlib

import webdriver
from desk import ADDRESS, PASSWORD, WRONG

LOOKS = pathlib.Path(__file__).parents[1] / "support" / "password_looks.json"


def tab_to(desk, wanted, most=40):
    for _ in range(most):
        if desk.chrome.focused() == wanted:
            return
        desk.chrome.press(webdriver.TAB)
    desk.check(False, f"{wanted} is not reached with the tabulator")


def story_keyboard_only(desk):
    desk.open()
    chrome = desk.chrome
    desk.equal(chrome.focused(), "address", "where the cursor begins")
    chrome.press(*ADDRESS)
    tab_to(desk, "password")
    chrome.press(*PASSWORD)
    for _ in range(12):  # to the summary, which has no id
        chrome.press(webdriver.TAB)
        if chrome.run("return document.activeElement.localName") == "summary":
            break
    chrome.press(webdriver.ENTER)
    for service in ("imap", "pop3", "smtp"):
        tab_to(desk, service)
        chrome.press(*desk.endpoint(service))
    chrome.press(webdriver.ENTER)  # in a field it sends the form
    desk.equal(desk.outcome(), "Operazione completata con successo!", "the outcome")
    desk.equal(chrome.focused(), "result", "the focus")
    tab_to(desk, "another")
    chrome.press(webdriver.ENTER)
    desk.equal(chrome.focused(), "password", "the focus after „another password“")


def story_script_off(desk):
    desk.open(preferences=webdriver.JAVASCRIPT_OFF)
    desk.fill(password=WRONG, services=("imap", "smtp"))
    desk.press_test()
    desk.equal(desk.outcome(), "NON RIUSCITO: Credenziali rifiutate", "the outcome")
    desk.check("/result/" in desk.chrome.url(), "the result has no address of its own")
    desk.equal(desk.chrome.value("#address"), ADDRESS, "the address that was kept")
    desk.equal(desk.chrome.value("#password"), "", "the password")
    desk.chrome.type("#password", WRONG)
    desk.press_test()
    desk.wait_for("#guard")
    desk.equal(desk.logins(), 2, "logins while the guard stands")
    desk.chrome.type("#password", PASSWORD)
    desk.press_test()
    desk.equal(desk.outcome(), "Operazione completata con successo!", "the outcome of the right password")
    desk.check_no_password(WRONG, PASSWORD)


def story_a_wrong_field_without_script(desk):
    desk.open(preferences=webdriver.JAVASCRIPT_OFF)
    desk.fill(address="casella")
    desk.press_test()
    desk.wait_for("#address-fault")
    desk.equal(desk.chrome.focused(), "address", "the cursor")
    desk.equal(desk.chrome.value("#imap"), desk.endpoint("imap"), "the server that was kept")
    desk.check_no_password(PASSWORD)


def story_italian_and_english(desk):
    desk.open()
    desk.equal(desk.chrome.text("button.main"), "Test di connessione", "the button in Italian")
    desk.chrome.click("nav a[lang=en]")
    desk.equal(desk.chrome.text("button.main"), "Test the connection", "the button in English")
    desk.chrome.go(desk.site + "/rotate")
    desk.equal(desk.chrome.text("h1"), "After the password was changed", "another page, which remembers English")
    desk.chrome.go(desk.site + "/")
    desk.fill(services=("imap",))
    desk.press_test()
    desk.equal(desk.outcome(), "Operation completed successfully!", "the outcome in English")
    desk.chrome.click("nav a[lang=it]")
    desk.equal(desk.outcome(), "Operazione completata con successo!", "the same outcome in Italian")


def story_telephone_of_320_pixels(desk):
    desk.open()
    desk.chrome.narrow(320, 640)
    beyond = "const page = document.documentElement; return page.scrollWidth - page.clientWidth"
    desk.fill(password=WRONG)
    desk.equal(desk.chrome.run(beyond), 0, "pixels of the form that are not seen")
    desk.press_test()
    desk.outcome()
    desk.chrome.run("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    desk.equal(desk.chrome.run(beyond), 0, "pixels of the result")
    desk.chrome.go(desk.site + "/rotate")
    desk.equal(desk.chrome.run(beyond), 0, "pixels of the rotation")


def story_paper_and_clipboard(desk):
    desk.open()
    desk.fill(services=("imap",), password=WRONG)
    desk.press_test()
    desk.outcome()
    desk.check(desk.chrome.pdf().startswith(b"%PDF"), "it does not print")
    desk.chrome.click("button.copy[data-copies=ticket-shared]")
    desk.check(desk.chrome.wait_until(
        "return document.querySelector('[data-copies=ticket-shared]').textContent === 'Copiato'"), "not copied")
    desk.chrome.click("#programs, #login")
    desk.chrome.type("#login", webdriver.CONTROL + "v")
    pasted = desk.chrome.value("#login")
    desk.check("account-1" in pasted and "pec.example" not in pasted, f"pasted is {pasted[:80]!r}")
    downloads = desk.chrome.run("""
        const links = [...document.querySelectorAll('#result a[download]')].map(link => link.href);
        return Promise.all(links.map(link => fetch(link).then(answer => answer.text())))""")
    desk.check(any(text.startswith("<!doctype html>") for text in downloads), "no HTML report")
    desk.check(any(text.startswith("{") and json.loads(text)["schema"] == "pecprobe.report/1" for text in downloads),
               "no JSON report")


def story_a_password_is_looked_at_while_one_types(desk):
    """By the rules that the program has: the examples are held against both."""
    desk.open()
    for example in json.loads(LOOKS.read_text(encoding="utf-8")):
        found = desk.chrome.run("return passwordOddities(arguments[0], arguments[1])", example["password"],
                                {"length": example.get("length"), "alphabet": example.get("alphabet")})
        shown = " ".join(odd["kind"] + (f"@{odd['position']}" if "position" in odd else "") for odd in found)
        desk.equal(shown, example["look"], f"the look of {example['password']!r}")
    desk.chrome.type("#password", "app-password-1 ")
    desk.equal(desk.chrome.text("#password-look"), "uno spazio o una tabulazione nella posizione 15", "the warning")
    desk.chrome.click("button.show")
    desk.equal(desk.chrome.run("return document.getElementById('password').type"), "text", "a password that is shown")
    desk.chrome.click("button.show")
    desk.equal(desk.chrome.run("return document.getElementById('password').type"), "password", "one that is hidden")


def story_the_provider_is_named_while_one_types(desk):
    desk.open()
    desk.chrome.type("#address", "ditta@pec.it")
    desk.check(desk.chrome.wait_until("return document.getElementById('provider-known').textContent.includes('Aruba')"),
               "the provider is not named")
    desk.check(desk.chrome.run("return document.getElementById('imap').placeholder").startswith("imaps://imaps.pec.aruba.it"),
               "its server is not shown")
    desk.equal(desk.chrome.value("#imap"), "", "a server that nobody typed")
    desk.check_console()
