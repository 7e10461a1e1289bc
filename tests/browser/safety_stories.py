"""Nothing that a server says runs, nothing of a password is left behind."""
import http.server
import threading

import webdriver
from desk import PASSWORD, WRONG

MARKUP = ('<script src=http://127.0.0.1:{port}/s></script><img src=http://127.0.0.1:{port}/i onerror=fetch(`http://127.0.0.1:{port}/e`)>'
          '</pre></td><iframe src=http://127.0.0.1:{port}/f></iframe><svg onload=fetch(`http://127.0.0.1:{port}/o`)>'
          '<link rel=stylesheet href=http://127.0.0.1:{port}/c><a href=javascript:fetch(`http://127.0.0.1:{port}/j`)>x</a>')

HOSTILE = """title "markup in everything that is shown"
source none
account "casella@pec.example" {{
  password "app-password-1"
  state wrong
}}
imap {{
  greeting "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] {markup}"
  wording wrong "NO [AUTHENTICATIONFAILED] {markup}"
}}
smtp {{
  greeting "220 mail.pec.example {markup}"
  wording wrong "535 5.7.8 {markup}"
}}
"""


class Beacon:
    """Hears whoever is made to call."""

    def __init__(self, desk):
        calls = self.calls = []

        class Listener(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                calls.append(self.path)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        self.port = server.server_port
        desk.callback(server.server_close)
        desk.callback(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()


def story_hostile_texts_of_servers_run_nothing(desk):
    beacon = Beacon(desk)
    markup = MARKUP.format(port=beacon.port)
    desk.open(HOSTILE.format(markup=markup))
    desk.fill(services=("imap", "smtp"))
    desk.press_test()
    desk.outcome()
    chrome = desk.chrome
    chrome.run("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    desk.check(f"<script src=http://127.0.0.1:{beacon.port}/s></script>" in chrome.text("#result"), "it is not shown as text")
    for strange in ("img", "iframe", "svg[onload]", "#result script", "#result link", "a[href^=javascript]"):
        desk.equal(chrome.elements(strange), [], strange)
    html = chrome.run("return fetch(document.querySelector('#result a[href$=html]').href).then(answer => answer.text())")
    desk.check("<iframe" not in html, "the HTML report has it as markup")
    chrome.go(chrome.url())  # the same page as the server writes it
    desk.outcome()
    desk.equal(beacon.calls, [], "calls")
    desk.check_console()
    chrome.go(f"http://127.0.0.1:{beacon.port}/heard")
    desk.equal(beacon.calls, ["/heard"], "calls when one is made")  # the listener does hear


def story_the_policy_stops_what_the_page_lets_through(desk):
    """As if a fault had let markup in: the policy alone must hold."""
    beacon = Beacon(desk)
    desk.open()
    chrome = desk.chrome
    chrome.run("""
        for (const [name, path] of [["img", "i"], ["iframe", "f"], ["script", "s"]]) {
          const element = document.createElement(name);
          try { element.src = `http://127.0.0.1:${arguments[0]}/${path}`; } catch { /* trusted types */ }
          document.body.append(element);
        }""", beacon.port)
    refused = chrome.run("try { document.body.innerHTML = '<b>x</b>'; return false; } catch { return true; }")
    desk.check(refused, "a text becomes markup")
    fetched = chrome.run("return fetch(`http://127.0.0.1:${arguments[0]}/x`).then(() => true, () => false)", beacon.port)
    desk.check(not fetched, "the page reaches another server")
    desk.equal(beacon.calls, [], "calls")


def story_back_and_reload_send_no_password_again(desk):
    desk.open(preferences=webdriver.JAVASCRIPT_OFF)
    desk.fill(password=WRONG, services=("imap", "smtp"))
    desk.press_test()
    desk.outcome()
    desk.equal(desk.logins(), 2, "logins")
    desk.chrome.call("POST", "/refresh", {})
    desk.outcome()
    desk.chrome.call("POST", "/back", {})
    desk.wait_for("#check")
    desk.equal(desk.chrome.value("#password"), "", "the password in the form before")
    desk.chrome.call("POST", "/forward", {})
    desk.outcome()
    desk.equal(desk.logins(), 2, "logins after reload, back and forward")
    desk.check_no_password(WRONG)


def story_back_and_reload_with_script(desk):
    desk.open()
    desk.fill(services=("imap",))
    desk.press_test()
    desk.outcome()
    desk.chrome.call("POST", "/refresh", {})
    desk.outcome()
    desk.equal(desk.chrome.value("#password"), "", "the password after a reload")
    desk.equal(desk.logins(), 1, "logins after a reload")
    desk.check_no_password(PASSWORD)


def story_a_used_form_is_refused(desk):
    desk.open()
    desk.fill(services=("imap",))
    answers = desk.chrome.run("""
        const body = new URLSearchParams(new FormData(document.getElementById("check")));
        const send = () => fetch("/check", {method: "POST", body, redirect: "manual"})
            .then(answer => answer.type === "opaqueredirect" ? "to the result" : answer.status);
        return send().then(first => send().then(second => [first, second]));""")
    desk.equal(answers, ["to the result", 403], "the answers to one form sent twice")
    desk.wait_for_logins(1)


def story_without_the_token_there_is_no_page(desk):
    desk.open()
    desk.chrome.call("DELETE", "/cookie", None)
    desk.chrome.go(desk.site + "/")
    desk.check("Serve l'indirizzo" in desk.chrome.text("main"), desk.chrome.text("body"))
    desk.equal(desk.chrome.elements("form"), [], "forms for strangers")
