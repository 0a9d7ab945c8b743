/* What every rival keeps of its draws, as `simulateBlock` of src/stress/ensemble.ts does, and how
 * it says what it found. */

#ifndef OUTCOME_H
#define OUTCOME_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BLOCK_DRAWS = 500, LOSSES_SHOWN = 8 };

static const double SHORT_SHARE = 0.01; /* of a quarter's demand unmet: more counts as short */

/* Outcomes over the horizon of one block of draws, shape (mineral, draw) unless said. */
typedef struct {
  float *unmet, *loss, *peak_log_price;
  int *short_draws;              /* shape (mineral) */
  double *early_sum, *shift_sum; /* shape (mineral) */
  double *total_loss;            /* shape (draw) */
} Outcome;

/* Sums over all blocks, for the check against the other programs. */
typedef struct {
  double loss, unmet, peak_log_price, short_share, first_losses[LOSSES_SHOWN];
} Sums;

static Outcome open_outcome(int minerals) {
  Outcome outcome;
  outcome.unmet = (float *)calloc(minerals * BLOCK_DRAWS, sizeof(float));
  outcome.loss = (float *)calloc(minerals * BLOCK_DRAWS, sizeof(float));
  outcome.peak_log_price = (float *)calloc(minerals * BLOCK_DRAWS, sizeof(float));
  outcome.short_draws = (int *)calloc(minerals, sizeof(int));
  outcome.early_sum = (double *)calloc(minerals, sizeof(double));
  outcome.shift_sum = (double *)calloc(minerals, sizeof(double));
  outcome.total_loss = (double *)calloc(BLOCK_DRAWS, sizeof(double));
  return outcome;
}

/* Adds a finished block of `count` draws, the first of which is `from`, and clears it. */
static void add_block(Sums *sums, Outcome *block, int minerals, int from, int count) {
  for (int i = 0; i < count; i++) {
    sums->loss += block->total_loss[i];
    if (from + i < LOSSES_SHOWN) sums->first_losses[from + i] = block->total_loss[i];
  }
  for (int m = 0; m < minerals; m++) {
    for (int i = 0; i < count; i++) {
      sums->unmet += block->unmet[m * BLOCK_DRAWS + i];
      sums->peak_log_price += block->peak_log_price[m * BLOCK_DRAWS + i];
    }
    sums->short_share += block->short_draws[m];
    block->short_draws[m] = 0;
    block->early_sum[m] = 0;
    block->shift_sum[m] = 0;
  }
}

static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

static void print_result(const Sums *sums, int minerals, int draws, double seconds,
                         const char *kind) {
  const double cells = (double)minerals * draws;
  printf("{\"kind\":\"%s\",\"draws\":%d,\"cpuSeconds\":%.6f,", kind, draws, seconds);
  printf("\"meanLoss\":%.17g,\"meanUnmet\":%.17g,", sums->loss / draws, sums->unmet / cells);
  printf("\"meanPeakLogPrice\":%.17g,", sums->peak_log_price / cells);
  printf("\"shortShare\":%.17g,\"losses\":[", sums->short_share / cells);
  for (int i = 0; i < LOSSES_SHOWN && i < draws; i++) {
    printf("%s%.17g", i > 0 ? "," : "", sums->first_losses[i]);
  }
  printf("]}\n");
}

#endif
