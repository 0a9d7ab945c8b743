/* Several draws side by side, eight with AVX-512 and else four with AVX2: vectors of doubles, of
 * 32-bit words and of masks, and the functions of random.h on them. */

#ifndef LANES_H
#define LANES_H

#include <immintrin.h>

#include "random.h"

#ifdef __AVX512F__
#define LANES 8
#else
#define LANES 4
#endif

typedef uint32_t Words __attribute__((vector_size(4 * LANES), may_alias));
typedef int32_t Integers __attribute__((vector_size(4 * LANES), may_alias));
typedef float Floats __attribute__((vector_size(4 * LANES), may_alias));
typedef double Numbers __attribute__((vector_size(8 * LANES), may_alias));
typedef int64_t Longs __attribute__((vector_size(8 * LANES), may_alias));

#ifdef __AVX512F__

typedef __mmask8 Mask;
static const char *const KIND = "C++ with AVX-512";
static const Numbers PLACES = {0, 1, 2, 3, 4, 5, 6, 7};

static inline Mask less(Numbers a, Numbers b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ); }
static inline Mask unequal(Numbers a, Numbers b) { return _mm512_cmp_pd_mask(a, b, _CMP_NEQ_UQ); }
static inline Mask below(Words a, Words b) {
  return _mm256_cmplt_epu32_mask((__m256i)a, (__m256i)b);
}
static inline Mask at_most(Integers a, Integers b) {
  return _mm256_cmple_epi32_mask((__m256i)a, (__m256i)b);
}
static inline unsigned bits_of(Mask mask) { return mask; }
static inline Mask mask_of(unsigned bits) { return (Mask)bits; }
static inline Numbers choose(Mask mask, Numbers yes, Numbers no) {
  return _mm512_mask_blend_pd(mask, no, yes);
}
static inline Integers choose_integers(Mask mask, Integers yes, Integers no) {
  return (Integers)_mm256_mask_blend_epi32(mask, (__m256i)no, (__m256i)yes);
}
/* Stores the lanes of a mask one after the other. */
static inline void store_chosen(void *to, Mask mask, Integers from) {
  _mm256_mask_compressstoreu_epi32(to, mask, (__m256i)from);
}
static inline Numbers smaller(Numbers a, Numbers b) { return _mm512_min_pd(a, b); }
static inline Numbers larger(Numbers a, Numbers b) { return _mm512_max_pd(a, b); }
static inline Numbers floor_of(Numbers a) { return _mm512_floor_pd(a); }
static inline Numbers gather(const double *table, Integers at) {
  return _mm512_i32gather_pd((__m256i)at, table, 8);
}
static inline Floats gather_floats(const float *table, Integers at) {
  return _mm256_i32gather_ps(table, (__m256i)at, 4);
}
static inline Integers gather_integers(const int32_t *table, Integers at) {
  return (Integers)_mm256_i32gather_epi32(table, (__m256i)at, 4);
}

#else

typedef Longs Mask;
static const char *const KIND = "C++ with AVX2, for lack of AVX-512";
static const Numbers PLACES = {0, 1, 2, 3};

static inline Mask less(Numbers a, Numbers b) { return a < b; }
static inline Mask unequal(Numbers a, Numbers b) { return a != b; }
static inline Mask below(Words a, Words b) { return __builtin_convertvector(a < b, Mask); }
static inline Mask at_most(Integers a, Integers b) { return __builtin_convertvector(a <= b, Mask); }
static inline unsigned bits_of(Mask mask) { return _mm256_movemask_pd((__m256d)mask); }
static inline Mask mask_of(unsigned bits) { return (Longs{1, 2, 4, 8} & (int64_t)bits) != 0; }
static inline Numbers choose(Mask mask, Numbers yes, Numbers no) {
  return _mm256_blendv_pd(no, yes, (__m256d)mask);
}
static inline Integers choose_integers(Mask mask, Integers yes, Integers no) {
  return __builtin_convertvector(mask, Integers) ? yes : no;
}
static inline void store_chosen(void *to, Mask mask, Integers from) {
  int32_t *next = (int32_t *)to;
  for (unsigned left = bits_of(mask); left != 0; left &= left - 1) {
    *next++ = from[__builtin_ctz(left)];
  }
}
static inline Numbers smaller(Numbers a, Numbers b) { return _mm256_min_pd(a, b); }
static inline Numbers larger(Numbers a, Numbers b) { return _mm256_max_pd(a, b); }
static inline Numbers floor_of(Numbers a) { return _mm256_floor_pd(a); }
static inline Numbers gather(const double *table, Integers at) {
  return _mm256_i32gather_pd(table, (__m128i)at, 8);
}
static inline Floats gather_floats(const float *table, Integers at) {
  return _mm_i32gather_ps(table, (__m128i)at, 4);
}
static inline Integers gather_integers(const int32_t *table, Integers at) {
  return (Integers)_mm_i32gather_epi32(table, (__m128i)at, 4);
}

#endif

static inline Words rotate(Words x, int by) { return x << by | x >> (32 - by); }
static inline bool any(Mask mask) { return bits_of(mask) != 0; }
static inline Numbers all(double x) { return x - Numbers{}; }
static inline Integers all_integers(int32_t x) { return x - Integers{}; }
static inline Words all_words(uint32_t x) { return x - Words{}; }
static inline Numbers numbers_of(Words x) { return __builtin_convertvector(x, Numbers); }
static inline Numbers numbers_of(Integers x) { return __builtin_convertvector(x, Numbers); }
static inline Integers integers_of(Numbers x) { return __builtin_convertvector(x, Integers); }

static inline Numbers uniform(Words words) { return (numbers_of(words) + 0.5) * 0x1p-32; }

struct Key {
  Words start, step; /* start is as threefry gives it; step is odd */
};

static inline Key threefry(uint32_t key0, Words key1, Words counter0) {
  const Words key2 = key1 ^ (0x1bd11bdau ^ key0);
  Words x = counter0 + key0;
  Words y = key1;
  const auto four = [&](int a, int b, int c, int d) __attribute__((always_inline)) {
    x += y, y = rotate(y, a) ^ x;
    x += y, y = rotate(y, b) ^ x;
    x += y, y = rotate(y, c) ^ x;
    x += y, y = rotate(y, d) ^ x;
  };
  four(13, 15, 26, 6), x += key1, y += key2 + 1;
  four(17, 29, 16, 24), x += key2, y += key0 + 2;
  four(13, 15, 26, 6), x += key0, y += key1 + 3;
  four(17, 29, 16, 24), x += key1, y += key2 + 4;
  four(13, 15, 26, 6), x += key2, y += key0 + 5;
  return {x, y};
}

static inline Words finish(Words bits) {
  bits = (bits ^ bits >> 16) * 0x85ebca6bu;
  bits = (bits ^ bits >> 13) * 0xc2b2ae35u;
  return bits ^ bits >> 16;
}

static inline Words scramble(const Key &key, uint32_t counter) {
  return finish(key.start + (key.step | 1u) * counter);
}

/* Normal numbers; the few lanes in the outermost 1.6 percent go through AS 241 one by one. */
static inline Numbers normal(Words words) {
  const Integers sign = (Integers)words >> 31;
  const Words magnitude = words ^ (Words)sign;
  const Words segment = magnitude >> +SEGMENT_BITS;
  const Numbers t = (numbers_of(magnitude & ((1u << SEGMENT_BITS) - 1)) + 0.5) * 0x1p-22;
  const Integers at = (Integers)(segment * 4);
  const double *table = segment_table[0];
  Numbers z = gather(table + 3, at);
  z = z * t + gather(table + 2, at);
  z = z * t + gather(table + 1, at);
  z = z * t + gather(table, at);
  z *= 1 + 2 * numbers_of(sign);
  unsigned tails = bits_of(below(all_words(SEGMENTS - TAIL_SEGMENTS - 1), segment));
  for (; tails != 0; tails &= tails - 1) {
    const int lane = __builtin_ctz(tails);
    z[lane] = normal((uint32_t)words[lane]);
  }
  return z;
}

const double CUT_RANGE = 5, CUTS_PER_UNIT = 32;
const int CUTS = 2 * 5 * 32 + 1;
static int32_t cut_table[CUTS]; /* for z on a grid, the last word, in signed order, below z */

static void build_cuts(void) {
  for (int i = 0; i < CUTS; i++) {
    const double z = (double)i / CUTS_PER_UNIT - CUT_RANGE + 1e-5;
    cut_table[i] = (int32_t)fmin(0x1p31 - 1, 0.5 * erfc(-z * M_SQRT1_2) * 0x1p32 - 0x1p31);
  }
}

/* Words above which, in signed order, no normal is below z; they need no closer look. */
static inline Integers word_cut(Numbers z) {
  const Numbers cell = -floor_of(-(z + CUT_RANGE) * CUTS_PER_UNIT);
  const Mask is_beyond = less(all(CUTS - 1), cell);
  const Numbers place = smaller(larger(cell, all(0)), all(CUTS - 1));
  const Integers found = gather_integers(cut_table, integers_of(place));
  return choose_integers(is_beyond, all_integers(INT32_MAX), found);
}

/* 2 to a whole number that a normal number's exponent can hold. */
static inline Numbers power_of_two(Numbers k) {
  const Longs exponent = __builtin_convertvector(integers_of(k), Longs) + 1023;
  return (Numbers)(exponent << 52);
}

/* e to the power x for |x| < 700, to a few units in the last place. */
static inline Numbers exp_of(Numbers x) {
  const Numbers k = floor_of(x * 1.4426950408889634 + 0.5);
  const Numbers r = x - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  const Numbers r2 = r * r, r4 = r2 * r2;
  const Numbers low = (1 + r) + r2 * (0.5 + r * (1. / 6));
  const Numbers middle = (1. / 24 + r * (1. / 120)) + r2 * (1. / 720 + r * (1. / 5040));
  const Numbers end = r2 * (1. / 3628800 + r * (1. / 39916800)) + r4 * (1. / 479001600);
  const Numbers high = (1. / 40320 + r * (1. / 362880)) + end;
  return (low + r4 * (middle + r4 * high)) * power_of_two(k);
}

/* Natural logarithm of positive, normal numbers: x = 2^k m, ln m = 2 artanh((m - 1) / (m + 1)). */
static inline Numbers log_of(Numbers x) {
  /* Adding what lies between the root of a half and one makes m fall into [root half, root two). */
  const Longs shifted = (Longs)x + (0x3ff0000000000000 - 0x3fe6a09e667f3bcd);
  const Longs exponent = (shifted >> 52) - 1023;
  const Numbers k = numbers_of(__builtin_convertvector(exponent, Integers));
  const Numbers m = (Numbers)((shifted & 0x000fffffffffffff) + 0x3fe6a09e667f3bcd);
  const Numbers s = (m - 1) / (m + 1);
  const Numbers s2 = s * s, s4 = s2 * s2, s8 = s4 * s4;
  const Numbers series = (1. / 3 + s2 * (1. / 5)) + s4 * (1. / 7 + s2 * (1. / 9)) +
                         s8 * ((1. / 11 + s2 * (1. / 13)) + s4 * (1. / 15 + s2 * (1. / 17)) +
                               s8 * (1. / 19 + s2 * (1. / 21)));
  return k * 0.6931471803691238 + (2 * s + (2 * s * s2 * series + k * 1.9082149292705877e-10));
}

#endif
