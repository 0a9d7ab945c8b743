/* The stress model's draw for several draws side by side, by hand: every number is a vector with a
 * draw in each lane, what only some lanes do goes under a mask, and work is passed over where no
 * lane needs it. It stands for what the machine can do at most. docs/models/stress.md has the
 * equations, src/stress/simulation.ts the same in plain words.
 *
 * Usage: wide CONSTANTS SEED DRAWS */

#include "constants.h"
#include "lanes.h"
#include "outcome.h"

namespace {

const uint32_t LASTING = 1000000; /* counters from here on are of what lasts the whole horizon */
const double LEAST_LACK = 1e-9;
const double LEAST_NOISE = -0.8;
const double LEAST_SPARE = 0.001;
const double LEAST_ROOM = 0.005;
const double TOLERANCE = 1e-12;
const double NO_LIMIT = 1e6;

template <typename Type> Type *room(size_t count) {
  const size_t bytes = (count * sizeof(Type) + 63) / 64 * 64;
  return (Type *)memset(aligned_alloc(64, bytes), 0, bytes);
}

/* The word below which `uniform` is below a probability. */
uint32_t word_below(double probability) {
  return (uint32_t)fmin(0x1p32 - 1, ceil(fmax(0, probability * 0x1p32 - 0.5)));
}

const int MOST_QUARTERS = 80;

/* A mineral's market: what changes from quarter to quarter first, then what a draw begins with. */
struct Market {
  Numbers demand_noise, log_price, peak_log_price;
  Numbers spare, stock, reserve, adaptation, reroute;
  Integers adapted_at, rerouted_at;
  Numbers unmet_sum, early_sum, shift_sum, loss_sum, worst_unmet;
  Numbers exposure, import_share, spare_limit, stake, reroute_share, feed_slack;
  Numbers first_demand, more_demand, first_supply, more_supply;
  Key noise;
};

/* What one quarter's steps hand on to each other, by mineral. */
struct Step {
  Numbers demand, supplied, released, adapted, flow, rise, price_noise;
  Mask is_open, is_watched;
};

/* A cause that is active in a quarter; lanes where it is not have depth 0. */
struct Event {
  Numbers depth;
  int cause;
};

/* A plant that stands still in one lane. */
struct Outage {
  double depth;
  int cause, lane;
};

struct Simulation {
  const Constants &c;
  const uint32_t seed;
  const int quarters, minerals, flows;
  const uint32_t plants_variable = variable("plants");
  Market *const markets = room<Market>(minerals);
  Step *const steps = room<Step>(minerals);
  Numbers *const bloc = room<Numbers>(size_t(c.blocs) * quarters);
  Numbers *const worst_bloc = room<Numbers>(size_t(c.blocs));
  Numbers *const destroyed = room<Numbers>(c.links);
  Numbers *const barred = room<Numbers>(c.links);
  Numbers *const lost = room<Numbers>(flows);
  Numbers *const held = room<Numbers>(flows);
  Numbers *const added = room<Numbers>(quarters * minerals);
  uint64_t *const touched = room<uint64_t>(c.links / 64 + 1); /* a bit for each link that is cut */
  uint32_t *const plant_cut = room<uint32_t>(c.plants); /* words below it hit the plant */
  uint32_t *const hazard_recovery = room<uint32_t>(c.countryHazards); /* words below it end it */
  int *const working = room<int>(minerals);             /* minerals that are out of the ordinary */
  /* Causes that are active, shape (quarter, cause), and plants that stand still, (quarter, hit). */
  Event *const events = room<Event>(quarters * int(c.causes));
  Outage *const outages = room<Outage>(quarters * c.plants * LANES);
  int *const event_count = room<int>(quarters);
  int *const outage_count = room<int>(quarters);
  /* Plants that will stand still at some time, in which lane, and the word that said so. */
  int hit_count = 0;
  int32_t *const hit_plant = room<int32_t>((c.plants + 1) * LANES);
  int32_t *const hit_lane = room<int32_t>((c.plants + 1) * LANES);
  uint32_t *const hit_look = room<uint32_t>((c.plants + 1) * LANES);

  Simulation(const Constants &constants, uint32_t seed)
      : c(constants), seed(seed), quarters(int(c.quarters)), minerals(int(c.minerals)),
        flows(2 * minerals + int(c.feeds)) {
    if (quarters > MOST_QUARTERS) fail("too many quarters", "wide.cpp");
    for (int p = 0; p < c.plants; p++) plant_cut[p] = word_below(c.plantOnset[p]);
    for (int h = 0; h < c.countryHazards; h++) hazard_recovery[h] = word_below(c.hazardRecovery[h]);
  }

  void add_event(int quarter, int cause, Numbers depth);
  Numbers from_range(const double *range, Words words) const;
  void begin_market(int m, Words draw);
  void draw_blocs(Words draw);
  void draw_hazards(Words draw);
  void find_hits(Words draw);
  void draw_outages(uint32_t draw);
  void draw_shocks(Words draw);
  void draw_projects(Words draw);
  void cut(int cause, int lane, double depth);
  void cut(int cause, Numbers depth);
  void cut_flows(int quarter);
  int stir(int quarter);
  void supply(int m, int quarter);
  Numbers adapt(Market &market, int quarter, Mask is_missing);
  Numbers detours(Market &market, int quarter, Mask is_held);
  Numbers elasticity_sum(const Market &market, Numbers adapted) const;
  void ration(int m);
  void foresee(int m);
  void move_price(int m, int quarter);
  void simulate(uint32_t first_draw);
};

/* Draws: what lasts, and the events. */

Numbers Simulation::from_range(const double *range, Words words) const {
  const Numbers u = 2 * uniform(words);
  const double low = range[0], mid = range[1], high = range[2];
  return choose(less(u, all(1)), low + (mid - low) * u, mid + (high - mid) * (u - 1));
}

void Simulation::begin_market(int m, Words draw) {
  Market &market = markets[m];
  memset(&market, 0, sizeof market);
  const Key key = threefry(seed, draw, all_words((uint32_t)c.mineralVariable[m]));
  const auto drawn = [&](int which) {
    return from_range(c.ranges + 3 * (which * minerals + m), scramble(key, LASTING + which));
  };
  market.noise = key;
  market.import_share = drawn(IMPORT_SHARE);
  market.spare_limit = drawn(SPARE_LIMIT);
  market.stake = drawn(STAKE) * 0.25;
  market.reroute_share = drawn(REROUTE_SHARE);
  market.feed_slack = drawn(FEED_SLACK);
  market.exposure = exp_of(c.exposureDeviation * normal(scramble(key, LASTING + EXPOSURE_ERROR)));
  const Numbers first = drawn(FIRST_ANSWER), more = drawn(LASTING_ANSWER) - first;
  const Numbers demand = drawn(DEMAND_ELASTICITY), supply = drawn(SUPPLY_ELASTICITY);
  market.first_demand = demand * first;
  market.more_demand = demand * more;
  market.first_supply = supply * first;
  market.more_supply = supply * more;
  market.stock = all(c.industryStock);
  market.reserve = all(c.openingStock[m]);
}

void Simulation::draw_blocs(Words draw) {
  for (int b = 0; b < int(c.blocs); b++) {
    const Key key = threefry(seed, draw, all_words((uint32_t)c.blocVariable[b]));
    Numbers factor = normal(scramble(key, 0));
    for (int quarter = 0; quarter < quarters; quarter++) {
      factor = c.blocPersistence * factor + c.blocFresh * normal(scramble(key, quarter + 1));
      const Numbers loaded = c.blocLoading * factor;
      bloc[b * quarters + quarter] = loaded;
      worst_bloc[b] = quarter == 0 ? loaded : smaller(worst_bloc[b], loaded);
    }
  }
}

void Simulation::add_event(int quarter, int cause, Numbers depth) {
  events[quarter * int(c.causes) + event_count[quarter]++] = {depth, cause};
}

/* A first look says of most words that nothing begins with them; the few others go one by one. */
void Simulation::draw_hazards(Words draw) {
  Words words[MOST_QUARTERS];
  unsigned maybe[MOST_QUARTERS];
  for (int h = 0; h < c.countryHazards; h++) {
    const Key key = threefry(seed, draw, all_words((uint32_t)c.hazardVariable[h]));
    const Numbers *const mood = bloc + c.hazardBloc[h] * quarters;
    const Numbers reach = (c.hazardThreshold[h] - worst_bloc[c.hazardBloc[h]]) * (1 / c.hazardOwn);
    const Integers cut = word_cut(reach);
    const Words recovery = all_words(hazard_recovery[h]);
    for (int quarter = 0; quarter < quarters; quarter++) {
      words[quarter] = scramble(key, 2 * quarter);
      maybe[quarter] = bits_of(at_most((Integers)words[quarter], cut));
    }
    Numbers depth = {};
    unsigned active = 0;
    for (int quarter = 0; quarter < quarters; quarter++) {
      unsigned begins = maybe[quarter] & ~active;
      if ((active | begins) == 0) continue;
      const unsigned ends = active & bits_of(below(words[quarter], recovery));
      for (; begins != 0; begins &= begins - 1) {
        const int lane = __builtin_ctz(begins);
        const double latent = c.hazardOwn * normal((uint32_t)words[quarter][lane]);
        if (latent >= c.hazardThreshold[h] - mood[quarter][lane]) continue;
        const uint32_t second =
            scramble((uint32_t)key.start[lane], (uint32_t)key.step[lane], 2 * quarter + 1);
        depth[lane] = c.hazardDepthLow[h] + c.hazardDepthSpan[h] * uniform(second);
        active |= 1u << lane;
      }
      if (ends != 0) {
        depth = choose(mask_of(ends), all(0), depth);
        active &= ~ends;
      }
      if (active != 0) add_event(quarter, c.countryHazard[h], depth);
    }
  }
}

/* One look says of most plants that they run through the horizon. */
void Simulation::find_hits(Words draw) {
  hit_count = 0;
  const Key key = threefry(seed, draw, all_words(plants_variable));
  for (int p = 0; p < c.plants; p++) {
    const Words looks = scramble(key, (uint32_t)c.plantVariable[p]);
    unsigned hit = bits_of(below(looks, all_words(plant_cut[p])));
    for (; hit != 0; hit &= hit - 1) {
      const int lane = __builtin_ctz(hit);
      hit_plant[hit_count] = p;
      hit_lane[hit_count] = lane;
      hit_look[hit_count++] = (uint32_t)looks[lane];
    }
  }
}

/* Times of standing still; here a lane is a plant that was hit in any draw. */
void Simulation::draw_outages(uint32_t first_draw) {
  const Numbers horizon = all(quarters);
  for (int first = 0; first < hit_count; first += LANES) {
    const Integers plant = *(const Integers *)(hit_plant + first);
    const Words draw = *(const Words *)(hit_lane + first) + first_draw;
    const Words look = *(const Words *)(hit_look + first);
    const Key key = threefry(seed, draw, (Words)gather_integers(c.plantVariable, plant));
    const Numbers log_run = gather(c.plantLogRun, plant), log_still = gather(c.plantLogStill, plant);
    const Numbers low = gather(c.plantDepthLow, plant), span = gather(c.plantDepthSpan, plant);
    Numbers start = smaller(floor_of(log_of(1 - uniform(look)) / log_run), horizon);
    unsigned alive = bits_of(less(start, horizon) & less(PLACES, all(hit_count - first)));
    for (uint32_t outage = 0; alive != 0; outage++) {
      const Numbers depth = low + span * uniform(scramble(key, 3 * outage));
      const Numbers still = floor_of(log_of(uniform(scramble(key, 3 * outage + 1))) / log_still);
      const Numbers pause = floor_of(log_of(uniform(scramble(key, 3 * outage + 2))) / log_run);
      const Numbers end = start + 1 + still;
      const Integers from = integers_of(start), until = integers_of(smaller(end, horizon));
      for (unsigned left = alive; left != 0; left &= left - 1) {
        const int i = __builtin_ctz(left);
        const Outage one = {depth[i], c.plantHazard[hit_plant[first + i]], hit_lane[first + i]};
        for (int quarter = from[i]; quarter < until[i]; quarter++) {
          outages[quarter * c.plants * LANES + outage_count[quarter]++] = one;
        }
      }
      start = smaller(end + pause, horizon);
      alive &= bits_of(less(start, horizon));
    }
  }
}

void Simulation::draw_shocks(Words draw) {
  for (int shock = 0; shock < int(c.shocks); shock++) {
    const Key key = threefry(seed, draw, all_words((uint32_t)c.shockVariable[shock]));
    Numbers number[3]; /* start, length, depth */
    for (int which = 0; which < 3; which++) {
      number[which] = from_range(c.shockRanges + 9 * shock + 3 * which, scramble(key, which));
    }
    const Numbers start = floor_of(number[0] + 0.5);
    const Numbers length = -floor_of(1e-9 - floor_of(number[1] + 0.5) * c.durationScale);
    for (int quarter = 0; quarter < quarters; quarter++) {
      const Mask is_on = less(start, all(quarter + 0.5)) & less(all(quarter + 0.5), start + length);
      const Numbers depth = choose(is_on, number[2], all(0));
      if (any(less(all(0), depth))) add_event(quarter, int(c.hazards) + shock, depth);
    }
  }
}

void Simulation::draw_projects(Words draw) {
  for (int cell = 0; cell < quarters * minerals; cell++) added[cell] = all(c.added[cell]);
  for (int p = 0; p < c.projects; p++) {
    const Key key = threefry(seed, draw, all_words((uint32_t)c.projectVariable[p]));
    const Mask fails = less(uniform(key.start), all(c.projectFailure[p]));
    const Numbers supply = choose(fails, all(0), all(c.projectSupply[p]));
    const Numbers delay = floor_of(log_of(uniform(key.step)) / c.projectLogStay[p]);
    const Numbers before = c.projectStart[p] + delay - 1;
    for (int quarter = int(c.projectStart[p]); quarter < quarters; quarter++) {
      const Numbers ramped = smaller(all(1), (quarter - before) * (1 / c.rampQuarters));
      added[quarter * minerals + c.projectMineral[p]] += larger(all(0), ramped) * supply;
    }
  }
}

/* Events: what they take from flows. */

void Simulation::cut(int cause, int lane, double depth) {
  for (int at = c.reachStart[cause]; at < c.reachStart[cause + 1]; at++) {
    const int link = c.reachLink[at];
    double *const cell = (double *)((c.reachBarred[at] ? barred : destroyed) + link) + lane;
    const double deep = depth * c.reachFactor[at];
    *cell = deep > *cell ? deep : *cell;
    touched[link / 64] |= uint64_t(1) << link % 64;
  }
}

void Simulation::cut(int cause, Numbers depth) {
  for (int at = c.reachStart[cause]; at < c.reachStart[cause + 1]; at++) {
    const int link = c.reachLink[at];
    Numbers *const cell = (c.reachBarred[at] ? barred : destroyed) + link;
    *cell = larger(*cell, depth * c.reachFactor[at]);
    touched[link / 64] |= uint64_t(1) << link % 64;
  }
}

/* What is lost and held back of each flow; the links are whole again after it. */
void Simulation::cut_flows(int quarter) {
  if (c.active[quarter]) {
    for (int link = 0; link < c.links; link++) {
      const double gone = c.destroyed[quarter * c.links + link];
      const double bar = c.barred[quarter * c.links + link];
      if (gone == 0 && bar == 0) continue;
      destroyed[link] = all(gone);
      barred[link] = all(bar);
      touched[link / 64] |= uint64_t(1) << link % 64;
    }
  }
  const Event *const event = events + quarter * int(c.causes);
  for (int i = 0; i < event_count[quarter]; i++) cut(event[i].cause, event[i].depth);
  const Outage *const outage = outages + quarter * c.plants * LANES;
  for (int i = 0; i < outage_count[quarter]; i++) {
    cut(outage[i].cause, outage[i].lane, outage[i].depth);
  }
  event_count[quarter] = outage_count[quarter] = 0;
  memset(lost, 0, sizeof(Numbers) * flows);
  memset(held, 0, sizeof(Numbers) * flows);
  for (int word = 0; word <= c.links / 64; word++) {
    for (uint64_t left = touched[word]; left != 0; left &= left - 1) {
      const int link = word * 64 + __builtin_ctzll(left);
      const Numbers gone = destroyed[link];
      lost[c.linkFlow[link]] += c.linkShare[link] * gone;
      held[c.linkFlow[link]] += c.linkShare[link] * larger(barred[link] - gone, all(0));
      destroyed[link] = barred[link] = Numbers{};
    }
    touched[word] = 0;
  }
}

/* Markets. */

/* Moves demand and price noise of all minerals, and lists those with anything out of the ordinary. */
int Simulation::stir(int quarter) {
  int count = 0;
  for (int m = 0; m < minerals; m++) {
    Market &market = markets[m];
    const int at = quarter * minerals + m;
    const Words words = scramble(market.noise, quarter);
    const Integers low = (Integers)(words & (LEVELS - 1u));
    const Integers high = (Integers)(words >> 12 & (LEVELS - 1u));
    const Floats demand = gather_floats(level_table, low), price = gather_floats(level_table, high);
    market.demand_noise = c.demandPersistence * market.demand_noise +
                          c.demandDeviation * __builtin_convertvector(demand, Numbers);
    steps[m].price_noise = c.priceDeviation * __builtin_convertvector(price, Numbers);
    steps[m].rise = Numbers{};
    const Numbers feed = c.feedOf[m] < 0 ? Numbers{} : lost[c.feedOf[m]];
    const Numbers unrest = lost[m] + held[m] + lost[minerals + m] + feed + market.spare +
                           added[at] + larger(c.industryStock - market.stock, all(0));
    working[count] = m;
    count += c.busy[at] || any(unequal(unrest, all(0)));
  }
  return count;
}

Numbers Simulation::adapt(Market &market, int quarter, Mask is_missing) {
  const Numbers left = gather(c.adaptationLeft, quarter - market.adapted_at);
  const Numbers before = market.adaptation * left;
  const Numbers now = before + c.adaptationShare * (1 - before);
  const Numbers adapted = choose(is_missing, now, before);
  market.adaptation = choose(is_missing, now, market.adaptation);
  const Integers next = all_integers(quarter + 1);
  market.adapted_at = choose_integers(is_missing, next, market.adapted_at);
  return adapted;
}

Numbers Simulation::detours(Market &market, int quarter, Mask is_held) {
  const Numbers before = market.reroute * gather(c.rerouteLeft, quarter - market.rerouted_at);
  const Numbers now = before + c.rerouteRamp * (market.reroute_share - before);
  market.reroute = choose(is_held, now, market.reroute);
  const Integers next = all_integers(quarter + 1);
  market.rerouted_at = choose_integers(is_held, next, market.rerouted_at);
  return choose(is_held, now, all(0));
}

/* Supply against demand: detours, scrap, spare capacity, industry's stock, the reserve. */
void Simulation::supply(int m, int quarter) {
  Market &market = markets[m];
  Step &step = steps[m];
  const int at = quarter * minerals + m;
  const Numbers usual = 1 + larger(market.demand_noise, all(LEAST_NOISE));
  const Numbers demand = usual * c.demandFactor[at];
  const Numbers scrap = smaller(all(c.recycled[m]), 1 - market.import_share);
  const Numbers primary = (1 - market.import_share - scrap) * c.domestic[at];
  const Numbers abroad = 1 - scrap - primary;
  const Numbers running = c.homeRunning[at] * larger(1 - lost[minerals + m], all(0));
  const Numbers home = scrap + primary * running;

  const Numbers gone = lost[m] * market.exposure, bar = held[m] * market.exposure;
  const Mask is_held = less(all(0), bar);
  const Numbers returned = any(is_held) ? bar * (1 - detours(market, quarter, is_held)) : bar;
  Numbers most = all(NO_LIMIT);
  if (c.feedOf[m] >= 0) most = larger(1 - lost[c.feedOf[m]], all(0)) * (1 + market.feed_slack);
  const Numbers left = smaller(larger(1 - gone - returned, all(0)), most);
  const Numbers direct = smaller(larger(1 - gone - bar, all(0)), most);
  const Numbers supply = usual * (home + abroad * left) + added[at];
  const Numbers lack = demand - supply;
  const Mask is_missing = less(all(LEAST_LACK), lack);
  const Numbers missing = choose(is_missing, lack, all(0));

  const Numbers adapted = adapt(market, quarter, is_missing);
  const Numbers recycled = smaller(usual * scrap * (c.recyclingBoost * adapted), missing);
  const Numbers lack_now = missing - recycled;
  const Numbers limit = smaller(market.spare_limit, (most - left) * abroad);
  const Numbers ramped = market.spare + c.spareRamp * (smaller(lack_now, limit) - market.spare);
  market.spare = choose(less(ramped, all(LEAST_SPARE)), all(0), ramped);
  const Numbers extra = smaller(market.spare, lack_now);
  const Numbers after_spare = lack_now - extra;
  const Numbers taken = smaller(market.stock, after_spare);
  const Numbers room = c.industryStock - market.stock;
  const Numbers bought = choose(less(room, all(LEAST_ROOM)), room, c.restockShare * room);
  market.stock += choose(is_missing, -taken, bought);

  const Numbers open = after_spare - taken;
  const Numbers free = larger(market.reserve - c.stockFloor, all(0));
  const Mask is_shut = less(market.log_price, all(c.logTrigger));
  const Numbers released = choose(is_shut, all(0), smaller(free, open * c.releaseShare));
  market.reserve -= released;

  step.demand = demand;
  step.adapted = adapted;
  step.released = released;
  const Numbers fixed = recycled + extra + released;
  step.supplied = supply + fixed + taken;
  step.flow = smaller(usual * direct, supply) + fixed;
  step.is_open = less(released, open);
  step.is_watched = is_missing | unequal(direct, all(1));
}

Numbers Simulation::elasticity_sum(const Market &market, Numbers adapted) const {
  return market.first_demand + market.first_supply +
         (market.more_demand + market.more_supply) * adapted;
}

/* Logarithm of the price ratio at which demand and supply meet, where a mask says so. */
Numbers clearing_rise(const Constants &c, Numbers demand, Numbers supply, Numbers elasticity) {
  const Mask is_short = less(supply * (1 + TOLERANCE), demand);
  const Mask has_some = less(all(0), supply);
  const Numbers ratio = choose(has_some, demand / supply, all(1));
  const Numbers rise = smaller(log_of(ratio) / elasticity, all(c.logPriceCap));
  return choose(is_short, choose(has_some, rise, all(c.logPriceCap)), all(0));
}

/* Shares out by price what is short, and books the loss. */
void Simulation::ration(int m) {
  Market &market = markets[m];
  Step &step = steps[m];
  const Numbers demand_elasticity = market.first_demand + market.more_demand * step.adapted;
  const Numbers sum = elasticity_sum(market, step.adapted);
  const Numbers rise = clearing_rise(c, step.demand, step.supplied, sum);
  const Mask is_short = less(all(0), rise);
  if (!any(is_short)) return;
  const Mask is_capped = less(all(c.logPriceCap * (1 - 1e-16)), rise);
  Numbers met = step.demand * exp_of(-demand_elasticity * rise);
  if (any(is_capped)) {
    const Numbers rest = step.supplied * exp_of((sum - demand_elasticity) * rise);
    met = choose(is_capped, rest, met);
  }
  const Numbers unmet = choose(is_short, step.demand - met, all(0));
  const Numbers full = unmet * unmet / step.demand;
  const Numbers early = unmet - full;
  const Numbers military = c.militaryEarly[m] * early + c.militaryFull[m] * full;
  const Numbers shifted = smaller(step.released * c.defenceFirst, military);
  const Numbers burden = c.earlyStake[m] * early + full + c.shiftStake[m] * shifted;
  const Numbers bill = (exp_of(rise) - 1) * market.import_share * met * c.spendMusd[m];
  market.unmet_sum += unmet;
  market.early_sum += early;
  market.shift_sum += shifted;
  market.loss_sum += choose(is_short, market.stake * burden + bill, all(0));
  market.worst_unmet = larger(market.worst_unmet, unmet);
  step.rise = rise;
}

/* Who holds stock sees a shortage coming. */
void Simulation::foresee(int m) {
  Step &step = steps[m];
  const Numbers sum = elasticity_sum(markets[m], step.adapted);
  const Numbers foreseen = clearing_rise(c, step.demand, step.flow, sum);
  const Numbers more = c.priceForesight * larger(foreseen - step.rise, all(0));
  step.rise += choose(step.is_watched, more, all(0));
}

void Simulation::move_price(int m, int quarter) {
  Market &market = markets[m];
  const Numbers target = steps[m].rise + c.logDump[quarter * minerals + m];
  market.log_price += c.priceAdjustment * (target - market.log_price) + steps[m].price_noise;
  market.peak_log_price = larger(market.peak_log_price, market.log_price);
}

/* As many draws as there are lanes, from the first on. Steps are apart so that the processor overlaps minerals. */
void Simulation::simulate(uint32_t first_draw) {
  const Words draw = first_draw + (Words)integers_of(PLACES);
  for (int m = 0; m < minerals; m++) begin_market(m, draw);
  draw_blocs(draw);
  draw_hazards(draw);
  find_hits(draw);
  draw_outages(first_draw);
  draw_shocks(draw);
  draw_projects(draw);
  for (int quarter = 0; quarter < quarters; quarter++) {
    cut_flows(quarter);
    const int count = stir(quarter);
    for (int i = 0; i < count; i++) supply(working[i], quarter);
    for (int i = 0; i < count; i++) {
      const int m = working[i];
      if (any(steps[m].is_open)) ration(m);
      if (any(steps[m].is_watched)) foresee(m);
    }
    for (int m = 0; m < minerals; m++) move_price(m, quarter);
  }
}

Floats floats_of(Numbers x) { return __builtin_convertvector(x, Floats); }

/* Keeps the draws at the places from i on of a block; the first `count` lanes are wanted. */
void keep_outcome(const Simulation &s, Outcome &outcome, int i, int count) {
  Numbers total = {};
  const Mask wanted = less(PLACES, all(count));
  for (int m = 0; m < s.minerals; m++) {
    const Market &market = s.markets[m];
    const size_t cell = size_t(m) * BLOCK_DRAWS + i;
    const Floats unmet = floats_of(market.unmet_sum), loss = floats_of(market.loss_sum);
    const Floats peak = floats_of(market.peak_log_price);
    memcpy(outcome.unmet + cell, &unmet, count * sizeof(float));
    memcpy(outcome.loss + cell, &loss, count * sizeof(float));
    memcpy(outcome.peak_log_price + cell, &peak, count * sizeof(float));
    const Numbers early = choose(wanted, market.early_sum, all(0));
    const Numbers shift = choose(wanted, market.shift_sum, all(0));
    for (int lane = 0; lane < LANES; lane++) {
      outcome.early_sum[m] += early[lane];
      outcome.shift_sum[m] += shift[lane];
    }
    const Mask is_short = less(all(SHORT_SHARE), market.worst_unmet) & wanted;
    outcome.short_draws[m] += __builtin_popcount(bits_of(is_short));
    total += market.loss_sum;
  }
  memcpy(outcome.total_loss + i, &total, count * sizeof(double));
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 4) fail("usage", "wide CONSTANTS SEED DRAWS");
  const Constants constants = read_constants(argv[1]);
  const int draws = atoi(argv[3]), minerals = int(constants.minerals);
  build_normals();
  build_cuts();
  Simulation simulation(constants, (uint32_t)strtol(argv[2], nullptr, 10));
  Outcome outcome = open_outcome(minerals);
  Sums sums = {};
  const double started = cpu_seconds();
  for (int from = 0; from < draws; from += BLOCK_DRAWS) {
    const int count = draws - from < BLOCK_DRAWS ? draws - from : BLOCK_DRAWS;
    for (int i = 0; i < count; i += LANES) {
      simulation.simulate(from + i);
      keep_outcome(simulation, outcome, i, count - i < LANES ? count - i : LANES);
    }
    add_block(&sums, &outcome, minerals, from, count);
  }
  print_result(&sums, minerals, draws, cpu_seconds() - started, KIND);
  return 0;
}
