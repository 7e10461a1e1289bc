#!/usr/bin/python3
"""The alert rules by Prometheus' own tool: well-formed, and right over days that it plays; and every code in them exists."""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

from place import FILES, ROOT, reader

import yaml

HERE = pathlib.Path(__file__).resolve().parent
PROMTOOL = reader("promtool")
RULES = [rule for group in yaml.safe_load((FILES / "alert-rules.yml").read_text())["groups"] for rule in group["rules"]]
CODES = json.loads((ROOT / "probe/report/schema/report-1.schema.json").read_text())["$defs"]["code"]["enum"]


def promtool(*arguments, folder=HERE):
    run = subprocess.run([PROMTOOL, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return run.returncode, run.stdout


def matchers():
    return [(rule["alert"], matcher) for rule in RULES for matcher in re.findall(r'code=~"([^"]+)"', rule["expr"])]


class Rules(unittest.TestCase):
    def test_promtool_finds_no_fault_in_rules_and_configuration(self):
        for arguments in (["check", "rules", FILES / "alert-rules.yml"], ["check", "config", FILES / "prometheus.yml", "--syntax-only"]):
            self.assertEqual(promtool(*arguments)[0], 0, promtool(*arguments)[1])

    def test_they_do_over_days_what_they_should(self):
        status, said = promtool("test", "rules", "alert-rules.test.yml")
        self.assertEqual(status, 0, said)

    def test_the_days_that_are_played_would_find_a_rule_that_is_wrong(self):
        with tempfile.TemporaryDirectory() as folder:
            rules = (FILES / "alert-rules.yml").read_text().replace("< 3 * 86400", "< 2 * 86400")
            (pathlib.Path(folder) / "rules.yml").write_text(rules)
            played = (HERE / "alert-rules.test.yml").read_text().replace("../../probe/serve/monitoring/alert-rules.yml", "rules.yml")
            (pathlib.Path(folder) / "test.yml").write_text(played.split("  - name: the sentence")[0])
            self.assertNotEqual(promtool("test", "rules", "test.yml", folder=folder)[0], 0)

    def test_each_rule_is_played(self):
        played = (HERE / "alert-rules.test.yml").read_text()
        self.assertEqual([rule["alert"] for rule in RULES if rule["alert"] not in played], [])

    def test_each_part_of_a_matcher_means_a_code_and_no_code_two_alerts(self):
        claimed = {}
        for alert, matcher in matchers():
            for code in (code for code in CODES if re.fullmatch(matcher, code)):
                self.assertNotIn(code, claimed, f"{alert} and {claimed.get(code)}")
                claimed[code] = alert
            for word in re.findall(r"[a-z_]+(?=[|)\"]|$)", matcher):
                self.assertTrue(any(word in code for code in CODES), f"{alert}: {word}")
        self.assertGreater(len(claimed), 25)


if __name__ == "__main__":
    unittest.main()
