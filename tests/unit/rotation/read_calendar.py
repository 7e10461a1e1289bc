#!/usr/bin/python3
"""Has python3-icalendar, another implementation than ours, read the calendar that the program writes.

usage: read_calendar.py PECPROBE; exit 77 when python3-icalendar is not installed.
"""
import datetime
import pathlib
import subprocess
import sys
import tempfile

try:
    import icalendar
except ImportError:
    print("skipped: python3-icalendar is not installed")
    sys.exit(77)

KINDS = ("extendable", "three_days", "last_day")


def days(*texts):
    return [datetime.date.fromisoformat(text) for text in texts]


def calendar_of(run, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "expiry.ics"
        run("calendar", *arguments, "--output", str(file))
        return icalendar.Calendar.from_ical(file.read_bytes())


def facts(calendar):
    found = {}
    for event in calendar.walk("VEVENT"):
        assert event.decoded("DTEND") - event.decoded("DTSTART") == datetime.timedelta(days=1), event
        assert not isinstance(event.decoded("DTSTART"), datetime.datetime), "an all-day event has a date, no time"
        found[str(event["UID"])] = (event.decoded("DTSTART"), int(event["SEQUENCE"]), str(event["STATUS"]),
                                    len(event.walk("VALARM")), event.decoded("SUMMARY").decode())
    return found


def main():
    with tempfile.TemporaryDirectory() as folder:
        state = str(pathlib.Path(folder) / "state.sqlite")

        def run(action, *arguments):
            subprocess.run([sys.argv[1], "rotate", action, *arguments, "--state", state, "--lang", "it"], check=True,
                           stdout=subprocess.DEVNULL)

        run("record", "ditta@pec.it", "--issued", "2026-01-12", "--today", "2026-01-12")
        first = calendar_of(run, "--today", "2026-01-12")
        assert first["METHOD"] == "PUBLISH" and first["VERSION"] == "2.0"
        events = facts(first)
        assert sorted(events) == sorted(f"{kind}:mailbox::ditta@pec.it@pecprobe" for kind in KINDS), events
        assert sorted(day for day, *_ in events.values()) == days("2026-03-29", "2026-04-09", "2026-04-12"), events
        assert all(rest[1:3] == ["CONFIRMED", 1] for _, *rest in events.values()), events
        assert any("si può posticipare" in summary for *_, summary in events.values()), "the texts are UTF-8"

        run("extend", "ditta@pec.it", "--on", "2026-03-30", "--today", "2026-03-30")
        moved = facts(calendar_of(run, "ditta@pec.it", "--today", "2026-03-30"))
        assert moved.keys() == events.keys(), "the events keep their identity"
        assert all(moved[uid][1] > events[uid][1] for uid in events), "SEQUENCE grows"
        assert max(day for day, *_ in moved.values()) == days("2026-06-30")[0], moved

        run("deactivate", "ditta@pec.it", "--today", "2026-04-01")
        last = calendar_of(run, "--today", "2026-04-01")
        assert last["METHOD"] == "CANCEL"
        assert all(rest[1:3] == ["CANCELLED", 0] for _, *rest in facts(last).values()), last
    print("read by icalendar")
    return 0


sys.exit(main())
