"""Markets of a block of draws, quarter by quarter."""

import numpy as np

from arrays_model import DRAWN

LEAST_LACK = 1e-9
LEAST_HELD = 1e-9
LEAST_NOISE = -0.8
LEAST_SPARE = 0.001
LEAST_ROOM = 0.005


def from_range(ranges, rng, n):
    """Draws from ranges of shape (mineral, 3): half of them on either side of the middle."""
    u = 2 * rng.random((len(ranges), n))
    low, mid, high = (ranges[:, i : i + 1] for i in range(3))
    return low + (mid - low) * np.minimum(u, 1) + (high - mid) * np.maximum(u - 1, 0)


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
        running = np.maximum(1 - lost[minerals : 2 * minerals], 0)
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
        is_held = bar > LEAST_HELD
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
