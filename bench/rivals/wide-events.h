/* Vectorised draws: what lasts the whole horizon, what happens, and what that takes from flows. */

#ifndef WIDE_EVENTS_H
#define WIDE_EVENTS_H

#include "wide-simulation.h"

namespace {

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
    const Mask is_hit = below(looks, all_words(plant_cut[p]));
    store_chosen(hit_plant + hit_count, is_hit, all_integers(p));
    store_chosen(hit_lane + hit_count, is_hit, integers_of(PLACES));
    store_chosen(hit_look + hit_count, is_hit, (Integers)looks);
    hit_count += __builtin_popcount(bits_of(is_hit));
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
    const Numbers log_run = gather(c.plantLogRun, plant);
    const Numbers log_still = gather(c.plantLogStill, plant);
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

} // namespace

#endif
