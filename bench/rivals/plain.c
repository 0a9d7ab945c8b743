/* The stress model's draw as plain C: doubles, exp and log of the system, a loop over the quarters
 * and in it a loop over the minerals. Compiled with -O3, it is what a good programmer gets without
 * turning to the machine. docs/models/stress.md has the equations.
 *
 * Usage: plain CONSTANTS SEED DRAWS */

#include "constants.h"
#include "outcome.h"
#include "random.h"

enum { LASTING = 1000000 }; /* counters from here on are of what lasts the whole horizon */

static const double LEAST_LACK = 1e-9;
static const double LEAST_HELD = 1e-9;
static const double LEAST_NOISE = -0.8;
static const double LEAST_SPARE = 0.001;
static const double LEAST_ROOM = 0.005;
static const double TOLERANCE = 1e-12;
static const double NO_LIMIT = 1e6;

/* One mineral's market in one draw. */
typedef struct {
  uint32_t noise_start, noise_step;
  double drawn[DRAWN_COUNT];
  double first_demand, more_demand, first_supply, more_supply; /* elasticities */
  double exposure;
  double demand_noise, log_price;
  double spare, stock, reserve;
  double adaptation, reroute;
  int adapted_at, rerouted_at;
  double unmet_sum, early_sum, shift_sum, loss_sum, worst_unmet, peak_log_price;
} Market;

typedef struct {
  int cause;
  double depth;
} Event;

typedef struct {
  const Constants *constants;
  uint32_t seed;
  Market *markets;
  double *bloc;       /* loaded factors, shape (bloc, quarter) */
  Event *events;      /* shape (quarter, cause) */
  int *event_count;   /* shape (quarter) */
  double *destroyed;  /* share of each link that is lost now */
  double *barred;     /* share that a control holds back now */
  double *lost, *held; /* by flow */
  double *added;      /* new supply of this draw, shape (quarter, mineral) */
} Simulation;

static Simulation open_simulation(const Constants *c, uint32_t seed) {
  const int quarters = (int)c->quarters, minerals = (int)c->minerals;
  const int flows = 2 * minerals + (int)c->feeds;
  Simulation s = {.constants = c, .seed = seed};
  s.markets = calloc(minerals, sizeof *s.markets);
  s.bloc = calloc((int)c->blocs * quarters, sizeof *s.bloc);
  s.events = calloc(quarters * (int)c->causes, sizeof *s.events);
  s.event_count = calloc(quarters, sizeof *s.event_count);
  s.destroyed = calloc(c->links, sizeof *s.destroyed);
  s.barred = calloc(c->links, sizeof *s.barred);
  s.lost = calloc(flows, sizeof *s.lost);
  s.held = calloc(flows, sizeof *s.held);
  s.added = calloc(quarters * minerals, sizeof *s.added);
  return s;
}

static double from_range(const double range[3], double u) {
  if (u < 0.5) return range[0] + (range[1] - range[0]) * 2 * u;
  return range[1] + (range[2] - range[1]) * (2 * u - 1);
}

static double larger(double a, double b) { return a > b ? a : b; }
static double smaller(double a, double b) { return a < b ? a : b; }

static void begin_market(const Simulation *s, Market *market, int m, uint32_t draw) {
  const Constants *c = s->constants;
  const int minerals = (int)c->minerals;
  uint32_t key[2];
  threefry(key, s->seed, draw, (uint32_t)c->mineralVariable[m], 0);
  memset(market, 0, sizeof *market);
  market->noise_start = key[0];
  market->noise_step = key[1];
  for (int which = 0; which < DRAWN_COUNT; which++) {
    const uint32_t word = scramble(key[0], key[1], LASTING + which);
    const double *range = c->ranges + 3 * (which * minerals + m);
    market->drawn[which] =
        which == EXPOSURE_ERROR ? normal(word) : from_range(range, uniform(word));
  }
  const double first = market->drawn[FIRST_ANSWER];
  const double more = market->drawn[LASTING_ANSWER] - first;
  market->first_demand = market->drawn[DEMAND_ELASTICITY] * first;
  market->more_demand = market->drawn[DEMAND_ELASTICITY] * more;
  market->first_supply = market->drawn[SUPPLY_ELASTICITY] * first;
  market->more_supply = market->drawn[SUPPLY_ELASTICITY] * more;
  market->exposure = exp(c->exposureDeviation * market->drawn[EXPOSURE_ERROR]);
  market->drawn[STAKE] /= 4; /* of a year, to a quarter's */
  market->stock = c->industryStock;
  market->reserve = c->openingStock[m];
}

static void add_event(Simulation *s, int quarter, int cause, double depth) {
  const int at = quarter * (int)s->constants->causes + s->event_count[quarter]++;
  s->events[at] = (Event){cause, depth};
}

static void draw_blocs(Simulation *s, uint32_t draw) {
  const Constants *c = s->constants;
  const int quarters = (int)c->quarters;
  for (int b = 0; b < (int)c->blocs; b++) {
    uint32_t key[2];
    threefry(key, s->seed, draw, (uint32_t)c->blocVariable[b], 0);
    double factor = normal(scramble(key[0], key[1], 0));
    for (int quarter = 0; quarter < quarters; quarter++) {
      const double fresh = normal(scramble(key[0], key[1], quarter + 1));
      factor = c->blocPersistence * factor + c->blocFresh * fresh;
      s->bloc[b * quarters + quarter] = c->blocLoading * factor;
    }
  }
}

static void draw_hazards(Simulation *s, uint32_t draw) {
  const Constants *c = s->constants;
  const int quarters = (int)c->quarters;
  for (int h = 0; h < c->countryHazards; h++) {
    const double *bloc = s->bloc + c->hazardBloc[h] * quarters;
    double depth = 0;
    uint32_t key[2];
    threefry(key, s->seed, draw, (uint32_t)c->hazardVariable[h], 0);
    for (int quarter = 0; quarter < quarters; quarter++) {
      const uint32_t word = scramble(key[0], key[1], 2 * quarter);
      if (depth > 0) {
        if (uniform(word) < c->hazardRecovery[h]) depth = 0;
      } else if (c->hazardOwn * normal(word) < c->hazardThreshold[h] - bloc[quarter]) {
        const uint32_t second = scramble(key[0], key[1], 2 * quarter + 1);
        depth = c->hazardDepthLow[h] + c->hazardDepthSpan[h] * uniform(second);
      }
      if (depth > 0) add_event(s, quarter, c->countryHazard[h], depth);
    }
  }
}

/* Quarters until something happens that has the same chance in each; at most a horizon and one. */
static int waiting(uint32_t word, double log_stay, int quarters) {
  return (int)smaller(floor(log(uniform(word)) / log_stay), quarters + 1);
}

static void draw_plants(Simulation *s, uint32_t draw, uint32_t plants_variable) {
  const Constants *c = s->constants;
  const int quarters = (int)c->quarters;
  uint32_t look_key[2], key[2];
  threefry(look_key, s->seed, draw, plants_variable, 0);
  for (int p = 0; p < c->plants; p++) {
    const uint32_t variable = (uint32_t)c->plantVariable[p];
    const double look = uniform(scramble(look_key[0], look_key[1], variable));
    if (look >= c->plantOnset[p]) continue;
    threefry(key, s->seed, draw, variable, 0);
    int quarter = (int)smaller(floor(log(1 - look) / c->plantLogRun[p]), quarters);
    for (int outage = 0; quarter < quarters; outage++) {
      const double u = uniform(scramble(key[0], key[1], 3 * outage));
      const double depth = c->plantDepthLow[p] + c->plantDepthSpan[p] * u;
      const uint32_t length = scramble(key[0], key[1], 3 * outage + 1);
      const int end = quarter + 1 + waiting(length, c->plantLogStill[p], quarters);
      for (; quarter < end && quarter < quarters; quarter++) {
        add_event(s, quarter, c->plantHazard[p], depth);
      }
      const uint32_t pause = scramble(key[0], key[1], 3 * outage + 2);
      quarter += waiting(pause, c->plantLogRun[p], quarters);
    }
  }
}

static void draw_shocks(Simulation *s, uint32_t draw) {
  const Constants *c = s->constants;
  for (int shock = 0; shock < (int)c->shocks; shock++) {
    uint32_t key[2];
    double number[3]; /* start, length, depth */
    threefry(key, s->seed, draw, (uint32_t)c->shockVariable[shock], 0);
    for (int which = 0; which < 3; which++) {
      const double *range = c->shockRanges + 9 * shock + 3 * which;
      number[which] = from_range(range, uniform(scramble(key[0], key[1], which)));
    }
    if (number[2] <= 0) continue;
    const int start = (int)floor(number[0] + 0.5);
    const double length = ceil(floor(number[1] + 0.5) * c->durationScale - 1e-9);
    const int end = (int)smaller(c->quarters, start + length);
    for (int quarter = start; quarter < end; quarter++) {
      add_event(s, quarter, (int)c->hazards + shock, number[2]);
    }
  }
}

static void draw_projects(Simulation *s, uint32_t draw) {
  const Constants *c = s->constants;
  const int quarters = (int)c->quarters, minerals = (int)c->minerals;
  memcpy(s->added, c->added, sizeof(double) * quarters * minerals);
  for (int p = 0; p < c->projects; p++) {
    uint32_t key[2];
    threefry(key, s->seed, draw, (uint32_t)c->projectVariable[p], 0);
    if (uniform(key[0]) < c->projectFailure[p]) continue;
    const double delay = floor(log(uniform(key[1])) / c->projectLogStay[p]);
    const double first = c->projectStart[p] + delay;
    for (int quarter = (int)smaller(first, quarters); quarter < quarters; quarter++) {
      const double ramped = smaller(1, (quarter - first + 1) / c->rampQuarters);
      s->added[quarter * minerals + c->projectMineral[p]] += ramped * c->projectSupply[p];
    }
  }
}

/* What is lost and held back of each flow in a quarter: of two cuts of a link the deeper counts. */
static void cut_flows(Simulation *s, int quarter) {
  const Constants *c = s->constants;
  const int minerals = (int)c->minerals, flows = 2 * minerals + (int)c->feeds;
  memcpy(s->destroyed, c->destroyed + quarter * c->links, sizeof(double) * c->links);
  memcpy(s->barred, c->barred + quarter * c->links, sizeof(double) * c->links);
  for (int i = 0; i < s->event_count[quarter]; i++) {
    const Event event = s->events[quarter * (int)c->causes + i];
    for (int at = c->reachStart[event.cause]; at < c->reachStart[event.cause + 1]; at++) {
      double *cut = c->reachBarred[at] ? s->barred : s->destroyed;
      const double depth = event.depth * c->reachFactor[at];
      if (depth > cut[c->reachLink[at]]) cut[c->reachLink[at]] = depth;
    }
  }
  memset(s->lost, 0, sizeof(double) * flows);
  memset(s->held, 0, sizeof(double) * flows);
  for (int link = 0; link < c->links; link++) {
    const double gone = s->destroyed[link], barred = s->barred[link];
    if (gone == 0 && barred == 0) continue;
    s->lost[c->linkFlow[link]] += c->linkShare[link] * gone;
    if (barred > gone) s->held[c->linkFlow[link]] += c->linkShare[link] * (barred - gone);
  }
}

/* Logarithm of the price ratio at which demand and supply meet. */
static double clearing_rise(const Constants *c, double demand, double supply, double elasticity) {
  if (demand <= supply * (1 + TOLERANCE)) return 0;
  if (supply <= 0) return c->logPriceCap;
  return smaller(log(demand / supply) / elasticity, c->logPriceCap);
}

/* Shares out by price what is short, and books the loss. */
static double ration(const Constants *c, Market *market, int m, double demand, double supply,
                     double released, double demand_elasticity, double supply_elasticity) {
  const double rise = clearing_rise(c, demand, supply, demand_elasticity + supply_elasticity);
  if (rise == 0) return 0;
  const double met = rise < c->logPriceCap ? demand * exp(-demand_elasticity * rise)
                                           : supply * exp(supply_elasticity * rise);
  const double unmet = demand - met;
  const double full = unmet * unmet / demand;
  const double early = unmet - full;
  const double military = c->militaryEarly[m] * early + c->militaryFull[m] * full;
  const double shifted = smaller(released * c->defenceFirst, military);
  const double burden = c->earlyStake[m] * early + full + c->shiftStake[m] * shifted;
  const double bill = (exp(rise) - 1) * market->drawn[IMPORT_SHARE] * met * c->spendMusd[m];
  market->unmet_sum += unmet;
  market->early_sum += early;
  market->shift_sum += shifted;
  market->loss_sum += market->drawn[STAKE] * burden + bill;
  market->worst_unmet = larger(market->worst_unmet, unmet);
  return rise;
}

/* How far a market goes on from its first answer to its lasting one. */
static double adapt(const Constants *c, Market *market, int quarter, double missing) {
  const double before = market->adaptation * c->adaptationLeft[quarter - market->adapted_at];
  if (missing == 0) return before;
  market->adaptation = before + c->adaptationShare * (1 - before);
  market->adapted_at = quarter + 1;
  return market->adaptation;
}

/* Share of what is held back that comes through third countries. */
static double detours(const Constants *c, Market *market, int quarter, double held) {
  if (held < LEAST_HELD) return 0;
  const double before = market->reroute * c->rerouteLeft[quarter - market->rerouted_at];
  market->reroute = before + c->rerouteRamp * (market->drawn[REROUTE_SHARE] - before);
  market->rerouted_at = quarter + 1;
  return market->reroute;
}

/* One mineral, one quarter: supply against demand, who fills the gap, and the price. */
static void step_market(const Simulation *s, Market *market, int m, int quarter) {
  const Constants *c = s->constants;
  const int minerals = (int)c->minerals;
  const int at = quarter * minerals + m;
  const uint32_t word = scramble(market->noise_start, market->noise_step, quarter);
  market->demand_noise = c->demandPersistence * market->demand_noise +
                         c->demandDeviation * level_table[word & (LEVELS - 1)];
  const double usual = 1 + larger(market->demand_noise, LEAST_NOISE);
  const double demand = usual * c->demandFactor[at];

  const double import_share = market->drawn[IMPORT_SHARE];
  const double scrap = smaller(c->recycled[m], 1 - import_share);
  const double primary = (1 - import_share - scrap) * c->domestic[at];
  const double abroad = 1 - scrap - primary;
  const double running = larger(1 - s->lost[minerals + m], 0);
  const double home = scrap + primary * running;

  const double gone = s->lost[m] * market->exposure;
  const double held = s->held[m] * market->exposure;
  double most = NO_LIMIT;
  if (c->feedOf[m] >= 0) {
    most = larger(1 - s->lost[c->feedOf[m]], 0) * (1 + market->drawn[FEED_SLACK]);
  }
  const double returned = held * (1 - detours(c, market, quarter, held));
  const double left = smaller(larger(1 - gone - returned, 0), most);
  const double direct = smaller(larger(1 - gone - held, 0), most);
  const double supply = usual * (home + abroad * left) + s->added[at];
  const double lack = demand - supply;
  const double missing = lack > LEAST_LACK ? lack : 0;

  const double adapted = adapt(c, market, quarter, missing);
  const double recycled = smaller(usual * scrap * c->recyclingBoost * adapted, missing);
  const double lack_now = missing - recycled;
  const double limit = smaller(market->drawn[SPARE_LIMIT], (most - left) * abroad);
  const double ramped =
      market->spare + c->spareRamp * (smaller(lack_now, limit) - market->spare);
  market->spare = ramped < LEAST_SPARE ? 0 : ramped;
  const double extra = smaller(market->spare, lack_now);
  const double after_spare = lack_now - extra;
  const double taken = smaller(market->stock, after_spare);
  const double room = c->industryStock - market->stock;
  const double restocked = missing > 0 ? 0 : room < LEAST_ROOM ? room : c->restockShare * room;
  market->stock += restocked - taken;

  const double open = after_spare - taken;
  double released = 0;
  if (market->log_price >= c->logTrigger) {
    released = smaller(larger(market->reserve - c->stockFloor, 0), open * c->releaseShare);
  }
  market->reserve -= released;

  const double demand_elasticity = market->first_demand + market->more_demand * adapted;
  const double supply_elasticity = market->first_supply + market->more_supply * adapted;
  double rise = 0;
  if (open > released) {
    const double supplied = supply + recycled + extra + taken + released;
    rise = ration(c, market, m, demand, supplied, released, demand_elasticity, supply_elasticity);
  }
  if (missing > 0 || direct != 1) {
    const double flow = smaller(usual * direct, supply) + recycled + extra + released;
    const double foreseen = clearing_rise(c, demand, flow, demand_elasticity + supply_elasticity);
    if (foreseen > rise) rise += c->priceForesight * (foreseen - rise);
  }
  const double noise = c->priceDeviation * level_table[word >> 12 & (LEVELS - 1)];
  market->log_price += c->priceAdjustment * (rise + c->logDump[at] - market->log_price) + noise;
  market->peak_log_price = larger(market->peak_log_price, market->log_price);
}

static void simulate_draw(Simulation *s, uint32_t draw, uint32_t plants_variable) {
  const Constants *c = s->constants;
  const int quarters = (int)c->quarters, minerals = (int)c->minerals;
  memset(s->event_count, 0, sizeof(int) * quarters);
  for (int m = 0; m < minerals; m++) begin_market(s, &s->markets[m], m, draw);
  draw_blocs(s, draw);
  draw_hazards(s, draw);
  draw_plants(s, draw, plants_variable);
  draw_shocks(s, draw);
  draw_projects(s, draw);
  for (int quarter = 0; quarter < quarters; quarter++) {
    cut_flows(s, quarter);
    for (int m = 0; m < minerals; m++) step_market(s, &s->markets[m], m, quarter);
  }
}

static void keep_outcome(const Simulation *s, Outcome *outcome, int i) {
  outcome->total_loss[i] = 0;
  for (int m = 0; m < (int)s->constants->minerals; m++) {
    const Market *market = &s->markets[m];
    const int cell = m * BLOCK_DRAWS + i;
    outcome->unmet[cell] = (float)market->unmet_sum;
    outcome->loss[cell] = (float)market->loss_sum;
    outcome->peak_log_price[cell] = (float)market->peak_log_price;
    outcome->early_sum[m] += market->early_sum;
    outcome->shift_sum[m] += market->shift_sum;
    outcome->short_draws[m] += market->worst_unmet > SHORT_SHARE;
    outcome->total_loss[i] += market->loss_sum;
  }
}

int main(int argc, char **argv) {
  if (argc != 4) fail("usage", "plain CONSTANTS SEED DRAWS");
  const Constants constants = read_constants(argv[1]);
  const int draws = atoi(argv[3]), minerals = (int)constants.minerals;
  build_normals();
  const uint32_t plants_variable = variable("plants");
  Simulation simulation = open_simulation(&constants, (uint32_t)strtol(argv[2], NULL, 10));
  Outcome outcome = open_outcome(minerals);
  Sums sums = {0};
  const double started = cpu_seconds();
  for (int from = 0; from < draws; from += BLOCK_DRAWS) {
    const int count = draws - from < BLOCK_DRAWS ? draws - from : BLOCK_DRAWS;
    for (int i = 0; i < count; i++) {
      simulate_draw(&simulation, from + i, plants_variable);
      keep_outcome(&simulation, &outcome, i);
    }
    add_block(&sums, &outcome, minerals, from, count);
  }
  print_result(&sums, minerals, draws, cpu_seconds() - started, "plain C");
  return 0;
}
