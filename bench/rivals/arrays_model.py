"""Constants of the model in the shapes that arrays of draws need."""

import json
import sys

import numpy as np

DRAWN = (
    "demandElasticity",
    "supplyElasticity",
    "importShare",
    "spareLimit",
    "stake",
    "error",
    "firstAnswer",
    "lastingAnswer",
    "rerouteShare",
    "feedSlack",
)


def read_constants(path):
    """The arrays and numbers of the file, by name."""
    with open(path, "rb") as file:
        fields = json.loads(file.readline())
        data = file.read()
    types = {"f64": "<f8", "i32": "<i4", "u8": "u1"}
    constants = {}
    for field in fields:
        if field["type"] == "number":
            constants[field["name"]] = float(field["value"])
            continue
        constants[field["name"]] = np.frombuffer(
            data, types[field["type"]], field["length"], field["offset"]
        )
    return constants


class Model:
    """Constants in the shapes that arrays of draws need."""

    def __init__(self, constants):
        c = constants
        self.constants = c
        self.quarters = int(c["quarters"])
        self.minerals = int(c["minerals"])
        self.flows = 2 * self.minerals + int(c["feeds"])
        self.links = len(c["linkFlow"])
        if c["shocks"] > 0 or c["active"].any():
            sys.exit("arrays.py knows no named shocks: run it on a scenario without them")
        self.ranges = c["ranges"].reshape(len(DRAWN), self.minerals, 3)
        by_quarter = ("added", "demandFactor", "domestic", "logDump")
        self.by_quarter = {
            name: c[name].reshape(self.quarters, self.minerals, 1) for name in by_quarter
        }
        self.fed = np.flatnonzero(c["feedOf"] >= 0)
        self.feed_of = c["feedOf"][self.fed]
        self.read_countries()
        self.read_plants()

    def reach(self, cause):
        c = self.constants
        return range(c["reachStart"][cause], c["reachStart"][cause + 1])

    def read_countries(self):
        """Which hazard of a country cuts a link and which holds it back; each at most one."""
        c = self.constants
        rows = len(c["countryHazard"])
        self.general = np.full(self.links, rows)  # the row after the last is always 0
        control = np.full(self.links, rows)
        for row, cause in enumerate(c["countryHazard"]):
            for at in self.reach(cause):
                assert c["reachFactor"][at] == 1
                kind = control if c["reachBarred"][at] else self.general
                assert kind[c["reachLink"][at]] == rows
                kind[c["reachLink"][at]] = row
        shares = np.zeros((self.flows, rows + 1))
        np.add.at(shares, (c["linkFlow"], self.general), c["linkShare"])
        shares[:, rows] = 0
        self.hit_flows = np.flatnonzero(shares.any(axis=1))
        self.shares = np.ascontiguousarray(shares[self.hit_flows])
        self.controlled = np.flatnonzero(control < rows)
        self.control = control[self.controlled]
        self.held_minerals, place = np.unique(
            c["linkFlow"][self.controlled], return_inverse=True
        )
        self.held_shares = np.zeros((len(self.held_minerals), len(self.controlled)))
        order = np.arange(len(self.controlled))
        self.held_shares[place, order] = c["linkShare"][self.controlled]

    def read_plants(self):
        """The links of each plant, and the rank of each among the plants of its link."""
        c = self.constants
        counts = np.diff(c["reachStart"])[c["plantHazard"]]
        self.plant_first = np.concatenate(([0], np.cumsum(counts)[:-1]))
        self.plant_count = counts
        at = np.concatenate([np.array(self.reach(p), int) for p in c["plantHazard"]] or [[]])
        self.plant_link = c["reachLink"][at.astype(int)]
        self.plant_factor = c["reachFactor"][at.astype(int)]
        seen = {}
        self.plant_rank = np.zeros(len(self.plant_link), np.uint16)
        for i, link in enumerate(self.plant_link):
            self.plant_rank[i] = seen.get(link, 0)
            seen[link] = self.plant_rank[i] + 1
        self.ranks = max(seen.values(), default=1)
