/*
 * Countries whose supply counts as that of partners.
 */

/** Members of the Minerals Security Partnership beside the United States, as of 2024. */
export const PARTNERS_ISO3: ReadonlySet<string> = new Set(
  'AUS CAN EST FIN FRA DEU IND ITA JPN KOR NOR SWE GBR'.split(' '),
);
