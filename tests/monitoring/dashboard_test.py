#!/usr/bin/python3
"""The shape of Grafana's dashboard: what its import would stumble over or show wrongly."""
import json
import re
import unittest

from place import FILES

DASHBOARD = json.loads((FILES / "grafana-dashboard.json").read_text(encoding="utf-8"))
PANELS = DASHBOARD["panels"]
VARIABLES = {variable["name"] for variable in DASHBOARD["templating"]["list"]}
KINDS = {"stat", "table", "timeseries", "state-timeline"}
COLUMNS = 24


def cells(panel):
    place = panel["gridPos"]
    return {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}


class Dashboard(unittest.TestCase):
    def test_panels_have_each_a_number_a_title_and_a_known_kind(self):
        self.assertEqual(len({panel["id"] for panel in PANELS}), len(PANELS))
        self.assertEqual(len({panel["title"] for panel in PANELS}), len(PANELS))
        self.assertLessEqual({panel["type"] for panel in PANELS}, KINDS)

    def test_panels_stand_side_by_side_inside_the_grid(self):
        taken = [cell for panel in PANELS for cell in cells(panel)]
        self.assertEqual(len(taken), len(set(taken)))
        self.assertLess(max(x for x, _ in taken), COLUMNS)

    def test_every_query_goes_to_the_chosen_source_and_names_known_variables(self):
        for panel in PANELS:
            self.assertTrue(panel["targets"], panel["title"])
            for target in panel["targets"]:
                self.assertEqual(target["datasource"]["uid"], "${datasource}")
                self.assertLessEqual(set(re.findall(r"\$(\w+)", target["expr"])), VARIABLES)
                self.assertEqual(target["expr"].count("("), target["expr"].count(")"))

    def test_it_belongs_to_no_particular_grafana(self):
        self.assertNotIn("id", DASHBOARD)
        self.assertIn("datasource", VARIABLES)


if __name__ == "__main__":
    unittest.main()
