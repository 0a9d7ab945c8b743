/*
 * Countries whose supply counts as that of partners.
 */

/** Members of the Minerals Security Partnership beside the United States, as of 2024. */
const MEMBERS =
  'AU:AUS CA:CAN EE:EST FI:FIN FR:FRA DE:DEU IN:IND IT:ITA JP:JPN KR:KOR NO:NOR SE:SWE GB:GBR';

const PAIRS = MEMBERS.split(' ').map((pair) => pair.split(':') as [string, string]); // as above

/** By two letters, as the places of projects begin. */
export const PARTNERS: ReadonlySet<string> = new Set(PAIRS.map(([two]) => two));

/** By three letters, as statistics of trade name countries. */
export const PARTNERS_ISO3: ReadonlySet<string> = new Set(PAIRS.map(([, three]) => three));
