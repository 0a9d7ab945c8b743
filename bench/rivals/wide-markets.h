/* Vectorised draws: markets, quarter by quarter. */

#ifndef WIDE_MARKETS_H
#define WIDE_MARKETS_H

#include "wide-simulation.h"

namespace {

/* Moves demand and the noise of prices, and lists the minerals that are out of the ordinary. */
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
  const Numbers running = larger(1 - lost[minerals + m], all(0));
  const Numbers home = scrap + primary * running;

  const Numbers gone = lost[m] * market.exposure, bar = held[m] * market.exposure;
  const Mask is_held = less(all(LEAST_HELD), bar);
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

} // namespace

#endif
