import { userInfo } from 'node:os';
import type { Act, IsoDate } from '../base/act.ts';

/**
 * Who does something now, and today's date.
 *
 * @param by - a person; left out, whoever sits at this machine
 */
export function currentAct(by = userName()): Act {
  // The first ten letters of an ISO instant are an IsoDate.
  return { by, on: new Date().toISOString().slice(0, 10) as IsoDate };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // a container may run as a user that has no name
  }
}
