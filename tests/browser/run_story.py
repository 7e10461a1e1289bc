#!/usr/bin/python3
"""Plays one story of a helpdesk call, or all of them, in headless Chromium.

usage: run_story.py PECPROBE PECMOCK STORY…; `list` names them. Exit 77 when Chromium or chromedriver is missing.
"""
import sys
import tempfile

import accounts_stories
import check_stories
import rotation_stories
import safety_stories
import use_stories
import webdriver
from desk import Desk

STORIES = {name.removeprefix("story_"): story
           for module in (check_stories, rotation_stories, accounts_stories, use_stories, safety_stories)
           for name, story in vars(module).items() if name.startswith("story_")}


def play(name, pecprobe, pecmock):
    # The browser may still be writing its profile when the folder goes.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, Desk(folder, pecprobe, pecmock) as desk:
        STORIES[name](desk)
        return [f"{name}: {fault}" for fault in desk.faults]


def main():
    pecprobe, pecmock, *names = sys.argv[1:]
    if names == ["list"]:
        print("\n".join(sorted(STORIES)))
        return 0
    if missing := webdriver.missing():
        print(f"skipped: not installed: {', '.join(missing)} (scripts/setup --readers)")
        return 77
    faults = [fault for name in names for fault in play(name, pecprobe, pecmock)]
    print("\n".join(faults) or "the page works")
    return 1 if faults else 0


sys.exit(main())
