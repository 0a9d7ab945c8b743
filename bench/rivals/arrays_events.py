"""What happens in a block of draws, and what that takes from flows."""

import numpy as np


def draw_outages(model, rng, n):
    """Cuts by plants as (links, draws, depths, bounds), sorted by quarter and rank."""
    c = model.constants
    looks = rng.random(len(c["plantOnset"]) * n)
    hits = np.flatnonzero(looks.reshape(-1, n) < c["plantOnset"][:, None])
    plant, draw = np.divmod(hits, n)
    start = np.log1p(-looks[hits]) / c["plantLogRun"][plant]
    start = start.astype(np.int64)
    found = []
    while len(plant) > 0:
        size = rng.random(len(plant))
        depth = c["plantDepthLow"][plant] + c["plantDepthSpan"][plant] * size
        still = np.log(1 - rng.random(len(plant))) / c["plantLogStill"][plant]
        end = start + 1 + np.minimum(still, model.quarters).astype(np.int64)
        found.append((plant, draw, depth, start, np.minimum(end, model.quarters)))
        pause = np.log(1 - rng.random(len(plant))) / c["plantLogRun"][plant]
        start = end + np.minimum(pause, model.quarters).astype(np.int64)
        alive = np.flatnonzero(start < model.quarters)
        plant, draw, start = plant[alive], draw[alive], start[alive]
    if not found:
        return None
    plant, draw, depth, start, end = (np.concatenate(column) for column in zip(*found))
    which, entry = spread(model.plant_first[plant], model.plant_count[plant])
    depth = depth[which] * model.plant_factor[entry]
    draw, start, end = draw[which], start[which], end[which]
    which, quarter = spread(start, end - start)
    entry = entry[which]
    key = (quarter * model.ranks + model.plant_rank[entry]).astype(np.uint16)
    order = np.argsort(key, kind="stable")
    bounds = np.concatenate(([0], np.cumsum(np.bincount(key, None, model.quarters * model.ranks))))
    which = which[order]
    return model.plant_link[entry[order]], draw[which], depth[which], bounds


def spread(first, count):
    """Rows repeated `count` times: which row each is of, and numbers that run on from `first`."""
    which = np.repeat(np.arange(len(count)), count)
    run = np.arange(len(which)) - (np.cumsum(count) - count)[which]
    return which, first[which] + run


def draw_added(model, rng, n):
    """New supply, shape (quarter, mineral, draw): what is certain, and projects late or never."""
    c = model.constants
    quarters, ramp = model.quarters, int(c["rampQuarters"])
    assert ramp == c["rampQuarters"]
    slope = np.zeros((quarters + ramp + 1, model.minerals, n))  # what comes too late ends beyond
    draws = np.arange(n)
    for p, mineral in enumerate(c["projectMineral"]):
        delay = np.log(1 - rng.random(n)) / c["projectLogStay"][p]
        first = int(c["projectStart"][p]) + np.minimum(delay, quarters).astype(np.int64)
        first = np.minimum(first, quarters)
        works = rng.random(n) >= c["projectFailure"][p]
        step = works * (c["projectSupply"][p] / ramp)
        slope[first, mineral, draws] += step
        slope[first + ramp, mineral, draws] -= step
    for _ in range(2):
        for quarter in range(1, quarters):
            slope[quarter] += slope[quarter - 1]
    slope[:quarters] += model.by_quarter["added"]
    return slope


class Hazards:
    """Moods of blocs, and what countries' hazards take in a quarter."""

    def __init__(self, model, rng, n):
        c = model.constants
        self.model, self.rng, self.n = model, rng, n
        self.bloc = rng.standard_normal((int(c["blocs"]), n))
        self.depth = np.zeros((len(c["countryHazard"]) + 1, n))  # the last row stays 0

    def move(self):
        c, rng, n = self.model.constants, self.rng, self.n
        fresh = rng.standard_normal(self.bloc.shape)
        self.bloc = c["blocPersistence"] * self.bloc + c["blocFresh"] * fresh
        latent = rng.standard_normal((len(c["countryHazard"]), n))
        latent *= c["hazardOwn"]
        latent += (c["blocLoading"] * self.bloc)[c["hazardBloc"]]
        flat = self.depth.reshape(-1)
        was_active = np.flatnonzero(flat)
        begins = np.flatnonzero(latent < c["hazardThreshold"][:, None])
        begins = begins[flat[begins] == 0]
        ends = rng.random(len(was_active)) < c["hazardRecovery"][was_active // n]
        flat[was_active[ends]] = 0
        hazard = begins // n
        size = rng.random(len(begins))
        flat[begins] = c["hazardDepthLow"][hazard] + c["hazardDepthSpan"][hazard] * size
        return self.depth


class Cuts:
    """What is lost and held back of each flow in a quarter; of two cuts the deeper counts."""

    def __init__(self, model, rng, n):
        self.model, self.n = model, n
        self.hazards = Hazards(model, rng, n)
        self.outages = draw_outages(model, rng, n)
        self.by_plants = np.zeros((model.links, n))

    def cut(self, quarter):
        model = self.model
        depth = self.hazards.move()
        lost = np.zeros((model.flows, self.n))
        lost[model.hit_flows] = model.shares @ depth
        touched = []
        if self.outages is not None:
            touched = self.cut_plants(quarter, depth, lost)
        general = depth[model.general[model.controlled]]
        gone = np.maximum(general, self.by_plants[model.controlled])
        held = model.held_shares @ np.maximum(depth[model.control] - gone, 0)
        for cells in touched:
            self.by_plants.reshape(-1)[cells] = 0
        return lost, held

    def cut_plants(self, quarter, depth, lost):
        model, n = self.model, self.n
        c = model.constants
        links, draws, depths, bounds = self.outages
        by_plants, by_country = self.by_plants.reshape(-1), depth.reshape(-1)
        touched, flows, losses = [], [], []
        for rank in range(model.ranks):
            at = quarter * model.ranks + rank
            part = slice(bounds[at], bounds[at + 1])
            link, draw, deep = links[part], draws[part], depths[part]
            cells = link * n + draw
            plants_before = by_plants[cells]
            before = np.maximum(plants_before, by_country[model.general[link] * n + draw])
            losses.append(c["linkShare"][link] * np.maximum(deep - before, 0))
            flows.append(c["linkFlow"][link] * n + draw)
            by_plants[cells] = np.maximum(plants_before, deep)
            touched.append(cells)
        more = np.bincount(np.concatenate(flows), np.concatenate(losses), lost.size)
        lost += more.reshape(lost.shape)
        return touched
