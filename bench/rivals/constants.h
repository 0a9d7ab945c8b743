/* Reads the file of constants that `dumpConstants` of bench/large-model.ts writes: one line of JSON
 * with the numbers, and with the type, length and offset of the arrays, whose bytes follow. The
 * names are those of `Constants` in src/stress/kernel-constants.ts, which says what each is. */

#ifndef CONSTANTS_H
#define CONSTANTS_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What each draw takes anew for each mineral, in the order of `ranges`. */
enum {
  DEMAND_ELASTICITY,
  SUPPLY_ELASTICITY,
  IMPORT_SHARE,
  SPARE_LIMIT,
  STAKE,
  EXPOSURE_ERROR,
  FIRST_ANSWER,
  LASTING_ANSWER,
  REROUTE_SHARE,
  FEED_SLACK,
  DRAWN_COUNT
};

#define EACH_NUMBER(X)                                                                             \
  X(quarters) X(minerals) X(feeds) X(blocs) X(causes) X(hazards) X(shocks)                         \
  X(stockFloor) X(blocPersistence) X(blocFresh) X(blocLoading) X(hazardOwn) X(durationScale)       \
  X(rampQuarters) X(demandDeviation) X(demandPersistence) X(priceDeviation) X(priceAdjustment)     \
  X(priceForesight) X(logPriceCap) X(spareRamp) X(industryStock) X(restockShare)                   \
  X(exposureDeviation) X(adaptationShare) X(rerouteRamp) X(recyclingBoost) X(releaseShare)         \
  X(logTrigger) X(defenceFirst)

#define EACH_ARRAY(X)                                                                              \
  X(int32_t, mineralVariable) X(double, ranges) X(int32_t, feedOf) X(double, recycled)             \
  X(double, openingStock) X(double, earlyStake) X(double, militaryEarly) X(double, militaryFull)   \
  X(double, shiftStake) X(double, spendMusd) X(double, added) X(uint8_t, busy)                     \
  X(double, demandFactor) X(double, domestic) X(double, logDump)                                   \
  X(int32_t, blocVariable) X(int32_t, countryHazard) X(int32_t, hazardVariable)                    \
  X(double, hazardThreshold) X(int32_t, hazardBloc) X(double, hazardRecovery)                      \
  X(double, hazardDepthLow) X(double, hazardDepthSpan) X(int32_t, plantHazard)                     \
  X(int32_t, plantVariable) X(double, plantOnset) X(double, plantLogRun) X(double, plantLogStill)  \
  X(double, plantDepthLow) X(double, plantDepthSpan) X(int32_t, shockVariable)                     \
  X(double, shockRanges) X(int32_t, reachStart) X(int32_t, reachLink) X(double, reachFactor)       \
  X(uint8_t, reachBarred) X(int32_t, linkFlow) X(double, linkShare) X(uint8_t, active)             \
  X(double, destroyed) X(double, barred) X(int32_t, projectVariable) X(double, projectLogStay)     \
  X(double, projectFailure) X(double, projectStart) X(int32_t, projectMineral)                     \
  X(double, projectSupply) X(double, adaptationLeft) X(double, rerouteLeft)

#define AS_NUMBER(name) double name;
#define AS_ARRAY(type, name) const type *name;

typedef struct {
  EACH_NUMBER(AS_NUMBER)
  EACH_ARRAY(AS_ARRAY)
  int countryHazards, plants, projects, links; /* lengths that have no number of their own */
} Constants;

static void fail(const char *what, const char *which) {
  fprintf(stderr, "%s: %s\n", what, which);
  exit(1);
}

/* Where the header speaks of a name, behind that name. */
static const char *find_entry(const char *header, const char *name) {
  char wanted[80];
  snprintf(wanted, sizeof wanted, "{\"name\":\"%s\",", name);
  const char *at = strstr(header, wanted);
  if (at == NULL) fail("the file of constants lacks", name);
  return at + strlen(wanted);
}

static double find_number(const char *header, const char *name) {
  const char *rest = find_entry(header, name);
  const char *pattern = "\"type\":\"number\",\"length\":1,\"offset\":0,\"value\":";
  if (strncmp(rest, pattern, strlen(pattern)) != 0) fail("is not a number", name);
  rest += strlen(pattern);
  return strtod(*rest == '"' ? rest + 1 : rest, NULL); /* infinities stand there as text */
}

/* Where the bytes of one array stand; its type must be the one that is asked for. */
static const void *find_array(const char *header, const char *bytes, const char *name,
                              const char *type, long *length) {
  char found[4];
  long offset;
  const char *pattern = "\"type\":\"%3[a-z0-9]\",\"length\":%ld,\"offset\":%ld";
  if (sscanf(find_entry(header, name), pattern, found, length, &offset) != 3) {
    fail("cannot read the entry of", name);
  }
  if (strcmp(type, found) != 0) fail("has another type than expected", name);
  return bytes + offset;
}

#define TYPE_double "f64"
#define TYPE_int32_t "i32"
#define TYPE_uint8_t "u8"

static Constants read_constants(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) fail("cannot open", path);
  fseek(file, 0, SEEK_END);
  const long size = ftell(file);
  rewind(file);
  char *header = (char *)malloc(size + 1);
  if (fgets(header, (int)size, file) == NULL) fail("has no header", path);
  const size_t rest = size - strlen(header);
  char *bytes = (char *)aligned_alloc(64, (rest + 127) / 64 * 64);
  if (fread(bytes, 1, rest, file) != rest) fail("is cut short", path);
  fclose(file);

  Constants constants;
  long length;
#define READ_NUMBER(name) constants.name = find_number(header, #name);
#define READ_ARRAY(type, name)                                                                     \
  constants.name = (const type *)find_array(header, bytes, #name, TYPE_##type, &length);
  EACH_NUMBER(READ_NUMBER)
  EACH_ARRAY(READ_ARRAY)
  find_array(header, bytes, "countryHazard", "i32", &length);
  constants.countryHazards = (int)length;
  find_array(header, bytes, "plantHazard", "i32", &length);
  constants.plants = (int)length;
  find_array(header, bytes, "projectVariable", "i32", &length);
  constants.projects = (int)length;
  find_array(header, bytes, "linkFlow", "i32", &length);
  constants.links = (int)length;
  free(header);
  return constants;
}

#endif
