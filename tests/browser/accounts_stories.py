"""The overview of the accounts file."""


def story_overview_of_the_accounts_and_its_filter(desk):
    desk.open(options=("--today", "2026-11-22"), accounts=[
        "uno@pec.aruba.it,aruba,2026-11-01", "due@pec.aruba.it,aruba,2026-05-01", "tre@legalmail.it,legalmail,"])
    desk.chrome.click("nav a[href='/accounts']")
    rows = "[...document.querySelectorAll('#overview tbody tr')].filter(row => !row.hidden)"
    desk.equal(desk.chrome.run(f"return {rows}.length"), 3, "rows")
    desk.chrome.type("#search", "due@")
    desk.equal(desk.chrome.run(f"return {rows}.map(row => row.cells[0].textContent)"), ["due@pec.aruba.it"],
               "rows that the filter leaves")
    desk.equal(desk.chrome.text("#shown"), "Caselle mostrate: 1 di 3.", "their number")
    desk.chrome.clear("#search")
    desk.choose("#verdict", "pass")
    desk.equal(desk.chrome.run(f"return {rows}.length"), 0, "accounts that passed though none was tested")
    desk.check_console()
