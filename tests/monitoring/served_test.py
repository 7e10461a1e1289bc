#!/usr/bin/python3
"""A running server as monitoring systems see it: Prometheus scrapes it and raises the alert of an ending password, the
plugin for Nagios judges it, and every number that dashboard, rules and Zabbix' template want is there."""
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
import urllib.request

from place import FILES, reader

import yaml
from served import ADDRESS, PASSWORD, TOKEN, Pecmock, Served

PROMETHEUS, PROMTOOL = reader("prometheus"), reader("promtool")
SOON = 60  # seconds: the tests in the background begin within a tenth of their minute
SAMPLE = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$", re.MULTILINE)
LABEL = re.compile(r'(\w+)="([^"]*)"')
VALIDITY, LEFT = 90, 10  # days


def wait_for(what, condition):
    limit = time.monotonic() + SOON
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > limit:
            raise AssertionError(f"not within {SOON} seconds: {what}")
        time.sleep(0.1)


class Prometheus:
    """Scrapes inside a `with`, once a second."""

    def __init__(self, served):
        self.files = tempfile.TemporaryDirectory(prefix="prometheus-")
        self.folder = pathlib.Path(self.files.name)
        settings = yaml.safe_load((FILES / "prometheus.yml").read_text())
        settings["global"] = {"evaluation_interval": "1s"}
        settings["rule_files"] = [str(FILES / name) for name in settings["rule_files"]]
        job = settings["scrape_configs"][0]
        job["scrape_interval"] = job["scrape_timeout"] = "1s"
        job["authorization"]["credentials_file"] = str(served.folder / "token")
        job["static_configs"] = [{"targets": [f"localhost:{served.port}"]}]
        (self.folder / "prometheus.yml").write_text(yaml.safe_dump(settings))

    def __enter__(self):
        self.log = open(self.folder / "log", "w+")
        self.program = subprocess.Popen(
            [PROMETHEUS, f"--config.file={self.folder}/prometheus.yml", f"--storage.tsdb.path={self.folder}/data",
             "--web.listen-address=127.0.0.1:0"], stdout=self.log, stderr=self.log)
        address = wait_for("Prometheus listens", lambda: re.search(r'"?Listening on"? address=(127\.0\.0\.1:\d+)', self.said()))
        self.url = f"http://{address[1]}/api/v1"
        return self

    def __exit__(self, *_exception):
        self.program.terminate()
        self.program.wait(timeout=60)
        self.log.close()
        self.files.cleanup()

    def said(self):
        return (self.folder / "log").read_text()

    def ask(self, path, **fields):
        try:
            with urllib.request.urlopen(f"{self.url}/{path}?{urllib.parse.urlencode(fields)}", timeout=10) as answer:
                return json.load(answer)["data"]
        except OSError:  # it loads its rules
            return {}

    def values(self, expression):
        return {tuple(sorted(row["metric"].items())): float(row["value"][1])
                for row in self.ask("query", query=expression).get("result", [])}

    def firing(self):
        return {(alert["labels"]["alertname"], alert["labels"].get("account"))
                for alert in self.ask("alerts").get("alerts", []) if alert["state"] == "firing"}


class Watched(unittest.TestCase):
    """One account whose password ends in ten days, and one whose password is refused."""

    @classmethod
    def setUpClass(cls):
        provider = ('app_password = "always"', f"app_password_days = {VALIDITY}")
        cls.served = cls.enterClassContext(Served(mail=Pecmock("good", "--accounts", "1"), provider=provider, autostart=False))
        cls.served.write_secret("good", PASSWORD)
        cls.served.write_secret("wrong", "another")
        issued = datetime.date.today() - datetime.timedelta(days=VALIDITY - LEFT)
        accounts = cls.served.folder / "accounts.toml"
        accounts.write_text(f'[[account]]\naddress = "{ADDRESS}"\npassword_file = "good"\nissued = {issued}\n'
                            '[[account]]\naddress = "u00001@pec.example"\npassword_file = "wrong"\nservices = ["imap"]\n')
        cls.served.options = ("--accounts", accounts, "--every", "2m")
        cls.served.start()
        wait_for("both accounts were tested", lambda: cls.metrics().count("pec_check_success{") == 4)
        cls.names = {match[1] for match in SAMPLE.finditer(cls.metrics())}
        good = [LABEL.findall(match[2]) for match in SAMPLE.finditer(cls.metrics()) if match[1] == "pec_password_expiry_timestamp_seconds"]
        cls.account = dict(good[0])["account"]

    @classmethod
    def metrics(cls):
        return cls.served.ask("GET", "/metrics").body.decode()

    def test_prometheus_scrapes_it_and_raises_the_alerts(self):
        before = self.results_and_logins()
        with Prometheus(self.served) as prometheus:
            firing = wait_for("the alert of the ending password", lambda: {alert for alert in prometheus.firing() if alert[0].startswith("PecPassword")})
            self.assertEqual(firing, {("PecPasswordExpiresSoon", self.account)})
            self.assertEqual(set(prometheus.values("sum by (account) (pec_check_success)").values()), {3.0, 0.0})
            self.assertEqual(set(prometheus.values('pec_check_failure_info{code="auth_rejected"}').values()), {1.0})
            self.assertEqual(set(prometheus.values("up").values()), {1.0})
            for panel in json.loads((FILES / "grafana-dashboard.json").read_text())["panels"]:
                for target in panel["targets"]:
                    expression = target["expr"].replace("$account", ".*").replace("$provider", ".*")
                    self.assertTrue(prometheus.values(expression), f"{panel['title']}: {expression}")
        after = self.results_and_logins()
        turn = before[0] != after[0]  # of the account whose password is right; the other's is not tried again
        self.assertEqual(after[1] - before[1], 3 if turn else 0, "a scrape logged in")

    def results_and_logins(self):
        """When the account that logs in was tested last, and how many logins there were."""
        times = {match[3] for match in SAMPLE.finditer(self.metrics())
                 if match[1] == "pec_result_timestamp_seconds" and f'account="{self.account}"' in match[2]}
        return times, len(self.served.mail.logins())

    def test_promtool_finds_no_fault_in_the_metrics(self):
        run = subprocess.run([PROMTOOL, "check", "metrics"], input=self.metrics(), capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stdout + run.stderr), (0, ""))

    def test_every_metric_that_a_rule_wants_is_there(self):
        rules = yaml.safe_load((FILES / "alert-rules.yml").read_text())["groups"]
        wanted = {name for group in rules for rule in group["rules"] for name in re.findall(r"\bpec_\w+", rule["expr"])}
        self.assertGreater(len(wanted), 8)
        self.assertEqual(wanted - self.names, set())

    def plugin(self, *options, token="token"):
        run = subprocess.run([sys.executable, FILES / "check_pecprobe", "--url", f"http://localhost:{self.served.port}",
                              "--token-file", self.served.folder / token, *options], capture_output=True, text=True)
        self.assertEqual(run.stderr, "")
        return run.returncode, run.stdout

    def test_the_plugin_for_nagios_judges_all_accounts_or_one(self):
        status, said = self.plugin()
        self.assertEqual(status, 2, said)
        self.assertRegex(said, r"^PEC CRITICAL - \w+ imap: auth_rejected and \d+ more \| services=4;;;0 failing=1;;;0 password_days=")
        status, said = self.plugin("--account", self.account)
        self.assertEqual(status, 1, said)
        self.assertRegex(said, rf"^PEC WARNING - {self.account}: the password ends in (9|10) days")
        self.assertEqual(self.plugin("--account", self.account, "--critical", "12")[0], 2)
        # The mock servers' certificates last a few days only, so that the warning about them is asked for a shorter time.
        self.assertEqual(self.plugin("--account", self.account, "--warning", "0.01", "--critical", "0.01")[0], 0)

    def test_the_plugin_for_nagios_says_when_it_knows_nothing(self):
        self.served.write_secret("other", "another-token-that-is-wrong")
        for status, said in (self.plugin(token="other"), self.plugin("--account", "nobody"), self.plugin("--url", "http://localhost:1"), self.plugin("--no-such")):
            self.assertEqual(status, 3, said)
            self.assertTrue(said.startswith("PEC UNKNOWN - "), said)

    def test_zabbix_finds_every_number_of_its_template(self):
        """Its preprocessing, done as its manual says: PROMETHEUS_PATTERN must match one sample, PROMETHEUS_TO_JSON finds the rows."""
        template = yaml.safe_load((FILES / "zabbix-template.yaml").read_text())["zabbix_export"]["templates"][0]
        macros = {macro["macro"]: macro.get("value", TOKEN) for macro in template["macros"]}
        macros["{$PECPROBE.URL}"] = f"http://localhost:{self.served.port}"

        def filled(text, row=()):
            for name, value in {**macros, **dict(row)}.items():
                text = text.replace(name, value)
            return text

        def matching(pattern):
            name, labels = re.fullmatch(r"(\w+)(?:\{(.*)\})?", pattern).groups()
            return [(dict(LABEL.findall(match[2] or "")), float(match[3])) for match in SAMPLE.finditer(text)
                    if match[1] == name and set(LABEL.findall(labels or "")) <= set(LABEL.findall(match[2] or ""))]

        def check(item, row=()):
            kind, (pattern, _, _) = item["preprocessing"][0]["type"], item["preprocessing"][0]["parameters"]
            self.assertEqual((kind, item["master_item"]["key"]), ("PROMETHEUS_PATTERN", master["key"]))
            self.assertEqual(len(matching(filled(pattern, row))), 1, filled(pattern, row))

        master, *items = template["items"]
        request = urllib.request.Request(filled(master["url"]), headers={field["name"]: filled(field["value"]) for field in master["headers"]})
        text = urllib.request.urlopen(request, timeout=10).read().decode()
        for item in items:
            check(item)
        keys = {item["key"] for item in items}
        for rule in template["discovery_rules"]:
            rows = [{path["lld_macro"]: labels[path["path"].removeprefix("$.labels.")] for path in rule["lld_macro_paths"]}
                    for labels, _ in matching(rule["preprocessing"][0]["parameters"][0])]
            self.assertTrue(rows, rule["name"])
            for item in rule["item_prototypes"]:
                keys.add(item["key"])
                for row in rows:
                    check(item, row)
        used = re.findall(r"\(/PEC mailboxes by pecprobe/([^,)\[]+(?:\[[^]]*\])?)", (FILES / "zabbix-template.yaml").read_text())
        self.assertEqual(set(used) - keys, set())
        uuids = re.findall(r"uuid: (\w+)", (FILES / "zabbix-template.yaml").read_text())
        self.assertEqual(len(uuids), len(set(uuids)))
        self.assertTrue(all(re.fullmatch(r"[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}", uuid) for uuid in uuids))


if __name__ == "__main__":
    unittest.main()
