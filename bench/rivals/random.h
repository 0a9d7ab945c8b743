/* The random numbers of src/base/random.ts and src/base/normal.ts, so that a draw here has the
 * same future as a draw there. */

#ifndef RANDOM_H
#define RANDOM_H

#include <math.h>
#include <stdint.h>

static inline uint32_t rotate_left(uint32_t x, int by) { return x << by | x >> (32 - by); }

/* Threefry-2x32 with 20 rounds (Salmon and others 2011). */
static inline void threefry(uint32_t out[2], uint32_t key0, uint32_t key1, uint32_t counter0,
                            uint32_t counter1) {
  static const int ROTATIONS[2][4] = {{13, 15, 26, 6}, {17, 29, 16, 24}};
  const uint32_t key[3] = {key0, key1, 0x1bd11bdau ^ key0 ^ key1};
  uint32_t x = counter0 + key0;
  uint32_t y = counter1 + key1;
  for (int group = 0; group < 5; group++) {
    for (int round = 0; round < 4; round++) {
      x += y;
      y = rotate_left(y, ROTATIONS[group % 2][round]) ^ x;
    }
    x += key[(group + 1) % 3];
    y += key[(group + 2) % 3] + group + 1;
  }
  out[0] = x;
  out[1] = y;
}

/* The word of a counter in the stream of a key. */
static inline uint32_t scramble(uint32_t start, uint32_t step, uint32_t counter) {
  uint32_t bits = start + (step | 1u) * counter;
  bits = (bits ^ bits >> 16) * 0x85ebca6bu;
  bits = (bits ^ bits >> 13) * 0xc2b2ae35u;
  return bits ^ bits >> 16;
}

/* The number of a variable by its name: FNV-1a. */
static uint32_t variable(const char *name) {
  uint32_t hash = 0x811c9dc5u;
  for (; *name != 0; name++) hash = (hash ^ (uint8_t)*name) * 0x01000193u;
  return hash;
}

static inline double uniform(uint32_t word) { return (word + 0.5) * 0x1p-32; }

/* Inverse of the normal distribution: Wichura (1988), AS 241, routine PPND16. */
static const double CENTRE_TOP[8] = {
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608};
static const double CENTRE_BOTTOM[8] = {
    5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
    5394.1960214247511077, 687.1870074920579083,  42.313330701600911252, 1.0};
static const double MIDDLE_TOP[8] = {
    7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
    1.27045825245236838258,   3.64784832476320460504,   5.7694972214606914055,
    4.6303378461565452959,    1.42343711074968357734};
static const double MIDDLE_BOTTOM[8] = {
    1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
    0.14810397642748007459,    0.68976733498510000455,  1.6763848301838038494,
    2.05319162663775882187,    1.0};
static const double TAIL_TOP[8] = {
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
    0.026532189526576123093,   0.29656057182850489123,    1.7848265399172913358,
    5.4637849111641143699,     6.6579046435011037772};
static const double TAIL_BOTTOM[8] = {
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
    7.868691311456132591e-4,    0.0148753612908506148525, 0.13692988092273580531,
    0.59983220655588793769,     1.0};

static double polynomial(const double coefficients[8], double x) {
  double sum = coefficients[0];
  for (int i = 1; i < 8; i++) sum = sum * x + coefficients[i];
  return sum;
}

static double normal_quantile(double p) {
  const double q = p - 0.5;
  if (fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * (polynomial(CENTRE_TOP, r) / polynomial(CENTRE_BOTTOM, r));
  }
  const double r = sqrt(-log(q < 0 ? p : 1 - p));
  const double z = r <= 5 ? polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6)
                          : polynomial(TAIL_TOP, r - 5) / polynomial(TAIL_BOTTOM, r - 5);
  return q < 0 ? -z : z;
}

enum { SEGMENTS = 512, TAIL_SEGMENTS = 8, SEGMENT_BITS = 22, LEVELS = 4096 };

static double segment_table[SEGMENTS][4]; /* of each a cubic, constant term first */
static float level_table[LEVELS];         /* normal numbers of equal likelihood */

/* Fills both tables; call it once. */
static void build_normals(void) {
  static const double x[4] = {0.03806023374435663, 0.3086582838174551, 0.6913417161825449,
                              0.9619397662556434};
  for (int segment = 0; segment < SEGMENTS - TAIL_SEGMENTS; segment++) {
    double y[4];
    for (int i = 0; i < 4; i++) y[i] = normal_quantile(0.5 + (segment + x[i]) / SEGMENTS * 0.5);
    const double first = (y[1] - y[0]) / (x[1] - x[0]);
    const double second = (y[2] - y[1]) / (x[2] - x[1]);
    const double third = (y[3] - y[2]) / (x[3] - x[2]);
    const double bend = (second - first) / (x[2] - x[0]);
    const double cube = ((third - second) / (x[3] - x[1]) - bend) / (x[3] - x[0]);
    double *row = segment_table[segment];
    row[0] = y[0] - x[0] * (first - x[1] * (bend - x[2] * cube));
    row[1] = first - bend * (x[0] + x[1]) + cube * (x[0] * x[1] + x[0] * x[2] + x[1] * x[2]);
    row[2] = bend - cube * (x[0] + x[1] + x[2]);
    row[3] = cube;
  }
  for (int i = 0; i < LEVELS; i++) level_table[i] = (float)normal_quantile((i + 0.5) / LEVELS);
}

/* A normal number from 32 random bits, by cubics and in the outermost 1.6 percent by AS 241. */
static inline double normal(uint32_t word) {
  const uint32_t sign = (uint32_t)((int32_t)word >> 31);
  const uint32_t magnitude = word ^ sign;
  const uint32_t segment = magnitude >> SEGMENT_BITS;
  double z;
  if (segment >= SEGMENTS - TAIL_SEGMENTS) {
    z = normal_quantile(0.5 + (magnitude + 0.5) * 0x1p-32);
  } else {
    const double t = ((magnitude & ((1u << SEGMENT_BITS) - 1)) + 0.5) * 0x1p-22;
    const double *row = segment_table[segment];
    z = ((row[3] * t + row[2]) * t + row[1]) * t + row[0];
  }
  return sign != 0 ? -z : z;
}

#endif
