/* The stress model's draw for several draws side by side, by hand: every number is a vector with a
 * draw in each lane, what only some lanes do goes under a mask, and work is passed over where no
 * lane needs it. It stands for what the machine can do at most. docs/models/stress.md has the
 * equations, src/stress/simulation.ts the same in plain words.
 *
 * Usage: wide CONSTANTS SEED DRAWS */

#include "outcome.h"
#include "wide-events.h"
#include "wide-markets.h"

namespace {

/* As many draws as there are lanes. Steps are apart so that the processor overlaps minerals. */
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
