/* What the vectorised draws work on: a draw in each lane of every number. */

#ifndef WIDE_SIMULATION_H
#define WIDE_SIMULATION_H

#include "constants.h"
#include "lanes.h"

namespace {

const uint32_t LASTING = 1000000; /* counters from here on are of what lasts the whole horizon */
const double LEAST_LACK = 1e-9;
const double LEAST_HELD = 1e-9;
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

} // namespace

#endif
