"""The password was changed at the provider: the wizard verifies it and says where it has to be typed."""
from desk import SERVICES

SCENARIO = """title "a new password was issued two days ago"
source none
now 2026-11-22
account "ditta@pec.example" {
  issued 2026-08-01 "the-old-password"
  replaced 2026-11-20 "the-new-password"
}
"""
ADDRESS, NEW, OLD = "ditta@pec.example", "the-new-password", "the-old-password"


def fill(desk, new=NEW, old=OLD, programs=""):
    desk.chrome.go(desk.site + "/rotate")
    desk.fill(address=ADDRESS, password=new, field="new_password")
    desk.choose("#provider", "aruba")  # whose app passwords last a known time
    desk.chrome.type("#old_password", old)
    desk.chrome.type("#programs", programs)
    desk.press_test()
    desk.wait_for("#result")


def story_rotation_with_its_checklist_and_calendar(desk):
    desk.open(SCENARIO, options=("--today", "2026-11-22"))
    fill(desk, programs="ARXivar\nOutlook ufficio")
    desk.equal(desk.chrome.text("#result h2"), "Operazione completata con successo!", "the outcome")
    answers = [line.split()[-1] for line in desk.chrome.run(
        "return [...document.querySelectorAll('#answers tbody tr')].map(row => row.cells[2].textContent)")]
    desk.equal(answers, ["accettata"] * len(SERVICES) + ["rifiutata"], "the answers")
    desk.equal(desk.logins(), 4, "logins")
    desk.equal(len(desk.chrome.elements("#checklist li")), 2, "programs")
    desk.chrome.click("#checklist li:first-child button")
    desk.check(desk.chrome.wait_until("return document.querySelectorAll('#checklist button').length === 1"),
               "the program is not ticked off")
    desk.check("aggiornato" in desk.chrome.text("#checklist li:first-child"), "ARXivar does not count as updated")
    calendar = desk.chrome.run("return fetch(document.getElementById('calendar').href).then(answer => answer.text())")
    desk.check(calendar.startswith("BEGIN:VCALENDAR") and ADDRESS in calendar.replace("\r\n ", ""), "no calendar")
    desk.check_no_password(NEW, OLD)
    desk.check_console()


def story_rotation_that_is_refused(desk):
    desk.open(SCENARIO, options=("--today", "2026-11-22"))
    fill(desk, new="not-yet-a-password", old="")
    desk.check("rifiutata da tutti i servizi" in desk.chrome.text("#result h2"), desk.chrome.text("#result h2"))
    desk.check(not desk.chrome.elements("#checklist"), "programs are to be updated with a refused password")
    desk.check("auth_rejected" in desk.chrome.text("section.cause h3"), "the cause is not told")
    desk.chrome.call("POST", "/refresh", {})
    desk.wait_for("#result")
    desk.equal(desk.logins(), 2, "logins after a reload")
