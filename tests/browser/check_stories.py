"""A caller's mailbox is tested: what the helpdesk sees and does."""
from desk import ADDRESS, PASSWORD, WRONG

SUCCESS = "Operazione completata con successo!"

HALF_OPEN = """title "IMAP is switched off at the provider"
source none
account "casella@pec.example" {
  password "app-password-1"
  state protocol_off imap
}
"""


def story_success(desk):
    desk.open()
    desk.fill()
    desk.press_test()
    desk.equal(desk.outcome(), SUCCESS, "the outcome")
    tabs = [desk.chrome.call("GET", f"/element/{tab}/text") for tab in desk.chrome.elements("#result .tab")]
    desk.equal([text.splitlines()[-1] for text in tabs], [SUCCESS, SUCCESS], "receiving and sending")
    desk.equal(desk.chrome.focused(), "result", "the focus")
    desk.equal(desk.chrome.value("#password"), "", "the password after the test")
    desk.equal(desk.logins(), 3, "logins")
    desk.check_no_password(PASSWORD)
    desk.check_console()


def story_steps_appear_as_they_happen(desk):
    desk.open('title "SMTP takes its time"\nsource none\nsmtp { on verdict delay 4s }\n')
    desk.fill()
    desk.press_test()
    desk.wait_for("#running [data-service=smtp] .steps li")
    names = "[...document.querySelectorAll('#running [data-service=imap] .name')].map(name => name.textContent)"
    desk.check(desk.chrome.wait_until(f"return {names}.includes('Accesso')"),
               "the steps of IMAP are not there before SMTP has answered")
    desk.check(desk.chrome.run("return document.querySelector('button.main').disabled"), "a second test can be begun")
    desk.equal(desk.outcome(), SUCCESS, "the outcome")


def story_wrong_password_then_the_guard_then_another_password(desk):
    desk.open()
    desk.fill(password=WRONG, services=("imap", "smtp"))
    desk.press_test()
    desk.equal(desk.outcome(), "NON RIUSCITO: Credenziali rifiutate", "the outcome")
    desk.check("auth_rejected" in desk.chrome.text("section.cause h3"), "the code is not shown")
    desk.check("Cosa fare" in desk.chrome.text("section.cause"), "nothing says what to do")
    desk.equal(desk.logins(), 2, "logins")

    desk.chrome.type("#password", WRONG)  # the same again
    desk.press_test()
    desk.wait_for("#guard")
    guard = desk.chrome.text("#guard")
    desk.check("Il prossimo tentativo ha senso dal" in guard, f"the guard does not say when: {guard}")
    desk.equal(desk.chrome.focused(), "force", "the focus")
    desk.equal(desk.logins(), 2, "logins while the guard stands")

    desk.chrome.click("#force")
    desk.press_test()
    desk.wait_for_logins(4)
    desk.check(desk.chrome.wait_until("return document.activeElement.id === 'result'"), "no result after the confirmation")

    desk.chrome.click("#another")
    desk.equal(desk.chrome.focused(), "password", "the focus for another password")
    desk.equal(desk.chrome.value("#address"), ADDRESS, "the address that was kept")
    desk.chrome.type("#password", PASSWORD)
    desk.press_test()
    desk.check(desk.chrome.wait_until(f"return document.querySelector('#outcome-title')?.textContent === '{SUCCESS}'"),
               "the other password is not accepted")
    desk.check_no_password(WRONG, PASSWORD)
    desk.check_console(409)


def story_expired_app_password_as_aruba_refuses_it(desk):
    desk.open("aruba-password-expired", options=("--today", "2027-06-01"))
    desk.fill()
    desk.choose("#provider", "aruba")
    desk.choose("#two_step", "on")
    desk.chrome.run("document.getElementById('password_issued').value = '2026-10-01'")
    desk.press_test()
    desk.wait_for("#result")
    desk.check("auth_password_expired" in desk.chrome.text("section.cause h3"), "it is not called expired")
    desk.check("scaduta il" in desk.chrome.text("#result"), "when it expired is not told")


def story_protocol_switched_off(desk):
    desk.open(HALF_OPEN)
    desk.fill()
    desk.press_test()
    desk.check("protocollo" in desk.outcome().lower(), f"the outcome is {desk.outcome()}")
    desk.check("auth_protocol_disabled" in desk.chrome.text("section.cause h3"), "the code is not shown")
    desk.check("Invio: funziona (SMTP)." in desk.chrome.text("#result"), "sending is not said to work")


def story_a_field_that_is_wrong_is_named(desk):
    desk.open()
    desk.fill(address="casella")
    desk.press_test()
    desk.wait_for("#address-fault")
    desk.equal(desk.chrome.focused(), "address", "the focus")
    desk.equal(desk.chrome.run("return document.getElementById('address').getAttribute('aria-invalid')"), "true",
               "aria-invalid")
    desk.equal(desk.chrome.value("#password"), PASSWORD, "the password, which was not tried")
    desk.equal(desk.logins(), 0, "logins")
    desk.check_console(422)


def story_a_result_goes_stale_when_a_field_is_edited(desk):
    desk.open()
    desk.fill(services=("imap",))
    desk.chrome.click("#keep")
    desk.press_test()
    desk.outcome()
    desk.equal(desk.chrome.value("#password"), PASSWORD, "the password that was to be kept")
    desk.check(not desk.chrome.elements("#result.stale"), "it is stale already")
    desk.chrome.type("#login", "x")
    desk.wait_for("#stale")
    desk.check(bool(desk.chrome.elements("#result.stale")), "it does not look stale")
    desk.chrome.clear("#login")
    desk.press_test()
    desk.check(desk.chrome.wait_until("return document.querySelector('#result:not(.stale)') !== null"),
               "a new result is stale")
