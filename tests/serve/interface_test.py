#!/usr/bin/python3
"""probe/serve/routes/openapi.yaml describes every address for programs, and what the built pecprobe really answers.

usage: interface_test.py LIST_ROUTES; exit 77 when python3-jsonschema or python3-yaml is not installed.
"""
import copy
import json
import pathlib
import re
import subprocess
import sys
import unittest

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing.name} is not installed")
    sys.exit(77)

from served import ADDRESS, PASSWORD, Served

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = yaml.safe_load((ROOT / "probe/serve/routes/openapi.yaml").read_text(encoding="utf-8"))
SCHEMAS = {schema["$id"]: schema for schema in
           (json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "probe/report/schema").glob("*.schema.json"))}
# For browsers: they lead to each other, and may change.
PAGES = {"get /", "get /assets/page.css", "get /assets/page.js", "post /check", "get /result/*", "get /rotate", "post /rotate",
         "post /rotate/done", "get /rotation/*", "get /accounts"}
ACCOUNT = {"address": ADDRESS, "password": PASSWORD, "services": ["imap"]}


def resolved(part):
    while "$ref" in part:
        target = DOCUMENT
        for step in part["$ref"].split("/")[1:]:
            target = target[step]
        part = target
    return part


def template_of(path):
    """The path of the document that leads there."""
    plain = path.split("?")[0]
    for template in DOCUMENT["paths"]:
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/.]+", re.escape(template)), plain):
            return template
    raise AssertionError(f"{plain} is not described")


def inlined(schema):
    """Without references, since those of another document have their own root."""
    if isinstance(schema, list):
        return [inlined(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("$ref", "").startswith("#/components"):
        return inlined(resolved(schema))
    return {key: inlined(value) for key, value in schema.items()}


def faults_of(schema, value):
    schema = SCHEMAS.get(schema.get("$ref"), inlined(schema))
    return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
            for error in jsonschema.Draft202012Validator(schema).iter_errors(value)]


class Described(unittest.TestCase):
    def test_is_well_formed_and_refers_to_what_there_is(self):
        self.assertTrue(DOCUMENT["openapi"].startswith("3.1"))
        for path, methods in DOCUMENT["paths"].items():
            for method, operation in methods.items():
                declared = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"}
                self.assertEqual(declared, set(re.findall(r"\{(\w+)\}", path)), path)
                self.assertTrue(operation["summary"] and operation["operationId"], path)
                contents = [resolved(answer) for answer in operation["responses"].values()]
                contents += [operation["requestBody"]] if "requestBody" in operation else []
                for content in contents:
                    for media in content.get("content", {}).values():
                        reference = media["schema"].get("$ref", "#")
                        self.assertTrue(reference in SCHEMAS or reference.startswith("#"), reference)
                        if reference not in SCHEMAS:
                            jsonschema.Draft202012Validator.check_schema(inlined(media["schema"]))

    def test_every_address_of_the_program_is_described_or_a_page(self):
        routes = set(subprocess.run([LIST_ROUTES, "routes"], check=True, capture_output=True, text=True).stdout.split("\n")) - {""}
        described = {f"{method} {path}" for path, methods in DOCUMENT["paths"].items() for method in methods}
        described = {re.sub(r"/\{.*", "/*", route) for route in described}
        self.assertEqual(routes - described, PAGES - described)
        self.assertEqual(described - routes, set())

    def test_every_status_that_the_program_refuses_with_is_named(self):
        statuses = subprocess.run([LIST_ROUTES, "refusals"], check=True, capture_output=True, text=True).stdout.split()
        self.assertGreater(len(statuses), 5)
        for status in statuses:
            named = status in DOCUMENT["components"]["responses"]["Refused"]["description"]
            own = all(status in operation["responses"] for path in DOCUMENT["paths"] for operation in DOCUMENT["paths"][path].values()
                      if "requestBody" in operation)
            self.assertTrue(named or own, status)


class Answered(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.served = cls.enterClassContext(Served())

    def check(self, status, method, path, body=None, **fields):
        """Asks, and holds the answer against the document."""
        answer = self.served.ask(method.upper(), path, body, **fields)
        self.assertEqual(answer.status, status, f"{path}: {answer.body[:300]}")
        operation = DOCUMENT["paths"][template_of(path)][method]
        responses = operation["responses"]
        described = resolved(responses.get(str(status)) or responses["default"])
        if status >= 400 and str(status) not in responses:
            self.assertIn(str(status), described["description"])
        media = answer.headers.get_content_type()
        self.assertIn(media, described["content"], path)
        for name in described.get("headers", {}):
            self.assertIn(name, answer.headers if status != 200 or media == "application/json" else described["headers"])
        schema = described["content"][media]["schema"]
        value = json.loads(answer.body) if media == "application/json" else answer.body.decode()
        self.assertEqual(faults_of(schema, value), [], path)
        if body is not None and status == 200:
            self.assertEqual(faults_of(operation["requestBody"]["content"]["application/json"]["schema"], body), [])
        return answer

    def test_a_test_and_its_report(self):
        kept = self.check(200, "post", "/api/v1/check", ACCOUNT).headers["Content-Location"]
        self.check(200, "get", kept)
        self.check(200, "get", kept.replace(".json", ".html"))
        self.check(404, "get", "/result/none.json")
        events = self.check(200, "post", "/api/v1/check", ACCOUNT, Accept="text/event-stream")
        self.assertIn(b"event: report\n", events.body)

    def test_what_keeps_a_test_from_being_made(self):
        self.check(422, "post", "/api/v1/check", {**ACCOUNT, "address": "nobody"})
        self.check(400, "post", "/api/v1/check", b"[1]", Content_Type="application/json")
        self.check(415, "post", "/api/v1/check", b"{}", Content_Type="text/plain")
        self.check(403, "post", "/api/v1/check", ACCOUNT, token="wrong")  # neither a token nor Origin
        self.check(403, "post", "/api/v1/check", ACCOUNT, Origin="http://elsewhere.example")

    def test_a_remembered_refusal(self):
        wrong = {**ACCOUNT, "password": "another"}
        self.check(200, "post", "/api/v1/check", wrong)
        self.check(409, "post", "/api/v1/check", wrong)
        self.check(200, "post", "/api/v1/check", {**wrong, "force": True})

    def test_what_is_known_of_an_address(self):
        known = self.check(200, "get", f"/api/v1/settings?address={ADDRESS}")
        self.assertEqual(json.loads(known.body)["provider"], "studio")
        self.check(200, "get", "/api/v1/settings?address=a@elsewhere.example")
        self.check(200, "get", "/api/v1/settings?address=a@pec.it&provider=aruba")
        self.check(400, "get", "/api/v1/settings?address=%zz")

    def test_a_rotation_and_its_dates(self):
        order = {"address": ADDRESS, "new_password": PASSWORD, "old_password": "app-password-0", "programs": ["Outlook"]}
        self.check(200, "post", "/api/v1/rotate/verify", order)
        self.check(422, "post", "/api/v1/rotate/verify", {**order, "new_password": ""})
        self.check(200, "post", "/api/v1/rotate/done", {"address": ADDRESS, "program": "Outlook"})
        self.check(404, "post", "/api/v1/rotate/done", {"address": ADDRESS, "program": "none"})
        self.check(404, "get", "/calendar.ics?address=nobody@pec.example")

    def test_what_needs_no_mailbox(self):
        for path in ("/healthz", "/metrics", "/api/v1/accounts", "/api/v1/openapi.yaml"):
            self.check(200, "get", path)
            self.check(401, "get", path, token="wrong")
        served = self.served.ask("GET", "/api/v1/openapi.yaml").body.decode()
        self.assertEqual(yaml.safe_load(served), DOCUMENT)


class Held(unittest.TestCase):
    """The test itself: what does not fit is found."""

    def test_finds_a_field_that_is_not_described(self):
        accounts = {"$ref": "#/components/schemas/Accounts"}
        row = {"address": "a@b.it", "login": "a@b.it", "kind": "mailbox", "provider": None, "plan": [], "tested_at": None,
               "changed_at": None, "verdict": None, "services": [], "password": None, "fault": None, "result": None}
        self.assertEqual(faults_of(accounts, {"accounts": [row]}), [])
        for spoiled in ({**row, "more": 1}, {**row, "kind": "other"}, {key: row[key] for key in row if key != "plan"}):
            self.assertEqual(len(faults_of(accounts, {"accounts": [copy.deepcopy(spoiled)]})), 1)


if __name__ == "__main__":
    LIST_ROUTES = sys.argv.pop(1)
    unittest.main()
