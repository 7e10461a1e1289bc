"""The Kubernetes manifest against the schema of Kubernetes, as its own Python client has it (generated from the OpenAPI
description), and what this job must say besides being valid."""
import sys
import unittest
from pathlib import Path

try:
    import yaml
    from kubernetes.client import models
except ImportError as missing:
    print(f"manifest_test: {missing}; scripts/setup --scale installs it", file=sys.stderr)
    sys.exit(125)

MANIFEST = Path(__file__).resolve().parents[2] / "scripts/cluster/cronjob.yaml"
KINDS = {("v1", "PersistentVolumeClaim"): models.V1PersistentVolumeClaim, ("batch/v1", "CronJob"): models.V1CronJob}
SCALARS = {"str": str, "int": int, "bool": bool, "datetime": str}


def faults(value, kind: str, place: str):
    """What the schema of this kind does not allow. The client by itself passes over what it does not know."""
    if kind.startswith("list["):
        if not isinstance(value, list):
            yield f"{place}: a list is expected"
            return
        for index, member in enumerate(value):
            yield from faults(member, kind[len("list["):-1], f"{place}[{index}]")
    elif kind.startswith("dict("):
        if not isinstance(value, dict):
            yield f"{place}: a mapping is expected"
            return
        for name, member in value.items():
            yield from faults(member, kind[len("dict("):-1].split(", ")[1], f"{place}.{name}")
    elif kind in SCALARS:
        if type(value) is not SCALARS[kind]:
            yield f"{place}: {kind} is expected, not {value!r}"
    elif kind != "object":  # a number or a text
        yield from faults_of_model(value, getattr(models, kind), place)


def faults_of_model(value, model, place: str):
    if not isinstance(value, dict):
        yield f"{place}: a mapping is expected"
        return
    names = {wire: name for name, wire in model.attribute_map.items()}
    for wire in value.keys() - names.keys():
        yield f"{place}: {wire} is unknown"
    known = {wire: member for wire, member in value.items() if wire in names}
    for wire, member in known.items():
        yield from faults(member, model.openapi_types[names[wire]], f"{place}.{wire}")
    try:
        model(**{names[wire]: member for wire, member in known.items()})  # knows what is required
    except ValueError as refused:
        yield f"{place}: {refused}"


def documents() -> list[dict]:
    return list(yaml.safe_load_all(MANIFEST.read_text()))


def jobs() -> dict[str, dict]:
    return {one["metadata"]["name"]: one["spec"] for one in documents() if one["kind"] == "CronJob"}


class TheManifest(unittest.TestCase):
    def test_is_valid(self):
        for document in documents():
            model = KINDS[document["apiVersion"], document["kind"]]
            self.assertEqual(list(faults_of_model(document, model, document["kind"])), [])

    def test_would_not_be_valid_with_a_mistake(self):
        def changed(change) -> list[str]:
            job = next(one for one in documents() if one["kind"] == "CronJob")
            change(job["spec"])
            return list(faults_of_model(job, models.V1CronJob, "CronJob"))

        pod = ("jobTemplate", "spec", "template", "spec")
        def in_pod(spec):
            for name in pod:
                spec = spec[name]
            return spec

        self.assertEqual(changed(lambda spec: spec.update(concurencyPolicy="Forbid")), ["CronJob.spec: concurencyPolicy is unknown"])
        self.assertEqual(changed(lambda spec: spec["jobTemplate"]["spec"].update(completions="8")),
                         ["CronJob.spec.jobTemplate.spec.completions: int is expected, not '8'"])
        self.assertTrue(changed(lambda spec: spec.pop("schedule"))[0].startswith("CronJob.spec: Invalid value for `schedule`"))
        self.assertTrue(changed(lambda spec: in_pod(spec).pop("containers"))[0].endswith("must not be `None`"))

    def test_tests_nothing_twice(self):
        for name, spec in jobs().items():
            self.assertEqual(spec["concurrencyPolicy"], "Forbid", name)
            self.assertEqual(spec["jobTemplate"]["spec"]["template"]["spec"]["restartPolicy"], "Never", name)
        self.assertEqual(jobs()["pecprobe"]["jobTemplate"]["spec"]["backoffLimit"], 0)

    def test_has_as_many_pods_as_parts(self):
        job = jobs()["pecprobe"]["jobTemplate"]["spec"]
        self.assertEqual(job["completionMode"], "Indexed")
        self.assertEqual(job["completions"], job["parallelism"], "parts that wait for others would not share the limits")
        self.assertIn(f"--shard=auto/{job['completions']}", job["template"]["spec"]["containers"][0]["args"])

    def test_gives_its_pods_no_rights(self):
        for name, spec in jobs().items():
            pod = spec["jobTemplate"]["spec"]["template"]["spec"]
            self.assertTrue(pod["securityContext"]["runAsNonRoot"], name)
            self.assertFalse(pod["automountServiceAccountToken"], name)
            for container in pod["containers"]:
                self.assertEqual(container["securityContext"], {
                    "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}, name)
                self.assertIn("memory", container["resources"]["limits"], name)

    def test_mounts_secrets_where_they_are_read_from(self):
        pod = jobs()["pecprobe"]["jobTemplate"]["spec"]["template"]["spec"]
        secrets = {volume["name"] for volume in pod["volumes"] if "secret" in volume}
        for mount in pod["containers"][0]["volumeMounts"]:
            if mount["name"] in secrets:
                self.assertTrue(mount["mountPath"].startswith("/run/secrets/") and mount["readOnly"])
        self.assertFalse([one for one in pod["containers"][0].get("env", [])], "no secret, and nothing else, in the environment")


if __name__ == "__main__":
    unittest.main()
