"""The stress model's draws with NumPy: whole arrays of draws at once, float64, one core.

What is dense is arrays of shape (mineral, draw) and a matrix product; what is rare (plants that
stand still, shortages) goes by index. NumPy's own random numbers are used, so the futures are others
than those of the other programs and only means can be compared. docs/models/stress.md has the
equations. Detours and adaptation are carried from quarter to quarter, which is the same as the
powers of time that the other programs look up.

Usage: arrays.py CONSTANTS SEED DRAWS [BLOCK]
Without a block size it tries several and takes the quickest.
"""

import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"  # one core, as the others
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

BLOCKS = (250, 500, 1000, 2000, 4000, 8000)
LOSSES_SHOWN = 8

LEAST_LACK = 1e-9
LEAST_NOISE = -0.8
LEAST_SPARE = 0.001
LEAST_ROOM = 0.005
SHORT_SHARE = 0.01

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
        by_quarter = ("added", "demandFactor", "domestic", "homeRunning", "logDump")
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


def from_range(ranges, rng, n):
    """Draws from ranges of shape (mineral, 3): half of them on either side of the middle."""
    u = 2 * rng.random((len(ranges), n))
    low, mid, high = (ranges[:, i : i + 1] for i in range(3))
    return low + (mid - low) * np.minimum(u, 1) + (high - mid) * np.maximum(u - 1, 0)


def draw_outages(model, rng, n):
    """Cuts by plants: arrays of (link, draw, depth), sorted by quarter and rank, and their bounds."""
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
    slope = np.zeros((quarters + ramp + 1, model.minerals, n))  # cells after the horizon take the rest
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


class Markets:
    """All minerals' markets in all draws of a block, arrays of shape (mineral, draw)."""

    def __init__(self, model, rng, n):
        c = model.constants
        self.model, self.rng, self.n = model, rng, n
        shape = (model.minerals, n)
        drawn = {
            name: from_range(model.ranges[which], rng, n)
            for which, name in enumerate(DRAWN)
            if name != "error"
        }
        self.exposure = np.exp(c["exposureDeviation"] * rng.standard_normal(shape))
        self.import_share = drawn["importShare"]
        self.scrap = np.minimum(c["recycled"][:, None], 1 - self.import_share)
        self.primary = 1 - self.import_share - self.scrap
        self.spare_limit = drawn["spareLimit"]
        self.stake = drawn["stake"] / 4
        self.reroute_share = drawn["rerouteShare"][model.held_minerals]
        self.feed_factor = 1 + drawn["feedSlack"][model.fed]
        first = drawn["firstAnswer"]
        more = drawn["lastingAnswer"] - first
        self.first_demand = drawn["demandElasticity"] * first
        self.more_demand = drawn["demandElasticity"] * more
        self.first_sum = self.first_demand + drawn["supplyElasticity"] * first
        self.more_sum = self.more_demand + drawn["supplyElasticity"] * more
        self.noise = np.zeros(shape)
        self.log_price = np.zeros(shape)
        self.peak = np.zeros(shape)
        self.spare = np.zeros(shape)
        self.stock = np.full(shape, c["industryStock"])
        self.reserve = np.tile(c["openingStock"][:, None], n)
        self.adaptation = np.zeros(shape)
        self.reroute = np.zeros(self.reroute_share.shape)
        self.unmet, self.early, self.shifted = (np.zeros(shape) for _ in range(3))
        self.loss, self.worst = np.zeros(shape), np.zeros(shape)

    def step(self, quarter, lost, held, added):
        """One quarter of all markets."""
        model, rng = self.model, self.rng
        c = model.constants
        row = {name: values[quarter] for name, values in model.by_quarter.items()}
        minerals = model.minerals
        self.noise *= c["demandPersistence"]
        self.noise += c["demandDeviation"] * rng.standard_normal(self.noise.shape)
        usual = np.maximum(self.noise, LEAST_NOISE)
        usual += 1
        demand = usual * row["demandFactor"]

        primary = self.primary * row["domestic"]
        abroad = 1 - self.scrap - primary
        running = row["homeRunning"] * np.maximum(1 - lost[minerals : 2 * minerals], 0)
        home = self.scrap + primary * running
        direct, left, most_of_fed = self.imports(lost, held)
        supply = abroad * left
        supply += home
        supply *= usual
        supply += added
        missing = demand - supply
        is_missing = missing > LEAST_LACK
        missing *= is_missing

        adapted = self.adaptation + (c["adaptationShare"] * is_missing) * (1 - self.adaptation)
        self.adaptation *= 1 - c["adaptationShare"]
        self.adaptation += c["adaptationShare"] * is_missing
        recycled = usual * self.scrap
        recycled *= c["recyclingBoost"] * adapted
        np.minimum(recycled, missing, out=recycled)
        lack = missing - recycled
        wanted = np.minimum(lack, self.spare_limit)
        fed = model.fed
        wanted[fed] = np.minimum(wanted[fed], (most_of_fed - left[fed]) * abroad[fed])
        wanted -= self.spare
        wanted *= c["spareRamp"]
        self.spare += wanted
        self.spare *= self.spare >= LEAST_SPARE
        extra = np.minimum(self.spare, lack)
        lack -= extra
        taken = np.minimum(self.stock, lack)
        lack -= taken
        room = c["industryStock"] - self.stock
        bought = np.where(room < LEAST_ROOM, room, c["restockShare"] * room)
        bought *= ~is_missing
        self.stock += bought
        self.stock -= taken

        released = np.maximum(self.reserve - c["stockFloor"], 0)
        np.minimum(released, lack * c["releaseShare"], out=released)
        if np.isfinite(c["logTrigger"]):
            released *= self.log_price >= c["logTrigger"]
        self.reserve -= released

        closed = recycled
        closed += extra
        closed += released
        rise = np.zeros_like(demand)
        short = np.flatnonzero(lack > released)
        if len(short) > 0:
            supplied = supply.reshape(-1)[short] + closed.reshape(-1)[short]
            supplied += taken.reshape(-1)[short]
            self.ration(short, demand, supplied, released, adapted, rise)
        is_watched = is_missing | (direct != 1)
        flow = usual * direct
        np.minimum(flow, supply, out=flow)
        flow += closed
        answer = self.more_sum * adapted
        answer += self.first_sum
        foreseen = demand / flow
        np.maximum(foreseen, 1, out=foreseen)
        np.log(foreseen, out=foreseen)
        foreseen /= answer
        np.minimum(foreseen, c["logPriceCap"], out=foreseen)
        foreseen *= is_watched
        foreseen -= rise
        np.maximum(foreseen, 0, out=foreseen)
        foreseen *= c["priceForesight"]
        rise += foreseen

        rise += row["logDump"]
        rise -= self.log_price
        rise *= c["priceAdjustment"]
        self.log_price += rise
        self.log_price += c["priceDeviation"] * rng.standard_normal(self.noise.shape)
        np.maximum(self.peak, self.log_price, out=self.peak)

    def imports(self, lost, held):
        """Shares of imports that come directly, and with detours, and the most that ores allow."""
        model = self.model
        c = model.constants
        barred, fed = model.held_minerals, model.fed
        direct = lost[: model.minerals] * self.exposure
        np.subtract(1, direct, out=direct)
        left = direct.copy()
        bar = held * self.exposure[barred]
        is_held = bar > 0
        moved = self.reroute + c["rerouteRamp"] * (self.reroute_share - self.reroute)
        self.reroute = np.where(is_held, moved, self.reroute * (1 - c["rerouteRamp"]))
        direct[barred] -= bar
        left[barred] -= bar * (1 - is_held * moved)
        np.maximum(direct, 0, out=direct)
        np.maximum(left, 0, out=left)
        most_of_fed = np.maximum(1 - lost[model.feed_of], 0) * self.feed_factor
        direct[fed] = np.minimum(direct[fed], most_of_fed)
        left[fed] = np.minimum(left[fed], most_of_fed)
        return direct, left, most_of_fed

    def ration(self, short, demand, supplied, released, adapted, rise):
        """Shares out by price what is short, and books the loss."""
        c = self.model.constants
        take = lambda array: array.reshape(-1)[short]
        m = short // self.n
        demand, adapted = take(demand), take(adapted)
        answer = take(self.first_sum) + take(self.more_sum) * adapted
        demand_answer = take(self.first_demand) + take(self.more_demand) * adapted
        own = np.log(np.maximum(demand / supplied, 1)) / answer
        capped = own >= c["logPriceCap"]
        own = np.minimum(own, c["logPriceCap"])
        met = demand * np.exp(-demand_answer * own)
        met[capped] = (supplied * np.exp((answer - demand_answer) * own))[capped]
        unmet = demand - met
        full = unmet * unmet / demand
        early = unmet - full
        military = c["militaryEarly"][m] * early + c["militaryFull"][m] * full
        shifted = np.minimum(take(released) * c["defenceFirst"], military)
        burden = c["earlyStake"][m] * early + full + c["shiftStake"][m] * shifted
        bill = np.expm1(own) * take(self.import_share) * met * c["spendMusd"][m]
        self.unmet.reshape(-1)[short] += unmet
        self.early.reshape(-1)[short] += early
        self.shifted.reshape(-1)[short] += shifted
        self.loss.reshape(-1)[short] += take(self.stake) * burden + bill
        self.worst.reshape(-1)[short] = np.maximum(take(self.worst), unmet)
        rise.reshape(-1)[short] = own


def simulate_block(model, rng, n):
    """A block's outcomes, as `simulateBlock` of src/stress/ensemble.ts keeps them."""
    markets = Markets(model, rng, n)
    cuts = Cuts(model, rng, n)
    added = draw_added(model, rng, n)
    for quarter in range(model.quarters):
        lost, held = cuts.cut(quarter)
        markets.step(quarter, lost, held, added[quarter])
    return {
        "unmet": markets.unmet.astype(np.float32),
        "loss": markets.loss.astype(np.float32),
        "peak": markets.peak.astype(np.float32),
        "short": (markets.worst > SHORT_SHARE).sum(axis=1),
        "early": markets.early.sum(axis=1),
        "shifted": markets.shifted.sum(axis=1),
        "total": markets.loss.sum(axis=0),
    }


def simulate(model, seed, draws, block):
    """CPU seconds of so many draws, and what came of them."""
    rng = np.random.Generator(np.random.SFC64(seed))
    started = time.process_time()
    outcomes = [
        simulate_block(model, rng, min(block, draws - first)) for first in range(0, draws, block)
    ]
    seconds = time.process_time() - started
    losses = np.concatenate([outcome["total"] for outcome in outcomes])
    cells = model.minerals * draws
    total = lambda name: float(sum(outcome[name].sum(dtype=float) for outcome in outcomes))
    return {
        "kind": f"NumPy {np.__version__}",
        "block": block,
        "draws": draws,
        "cpuSeconds": seconds,
        "meanLoss": float(losses.mean()),
        "standardError": float(losses.std() / np.sqrt(draws)),
        "meanUnmet": total("unmet") / cells,
        "meanPeakLogPrice": total("peak") / cells,
        "shortShare": total("short") / cells,
        "losses": losses[:LOSSES_SHOWN].tolist(),
    }


def main():
    path, seed, draws = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    model = Model(read_constants(path))
    blocks = [int(sys.argv[4])] if len(sys.argv) > 4 else BLOCKS
    simulate(model, seed, min(blocks), min(blocks))  # first use of everything
    runs = [simulate(model, seed, max(draws, block), block) for block in blocks]
    print(json.dumps(min(runs, key=lambda run: run["cpuSeconds"] / run["draws"])))


np.seterr(divide="ignore")
main()
