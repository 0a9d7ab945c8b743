import { userInfo } from 'node:os';
import type { Act, IsoDate } from '../base/act.ts';

/** Who sits at this machine, and today's date. */
export function currentAct(): Act {
  // The first ten letters of an ISO instant are an IsoDate.
  return { by: userName(), on: new Date().toISOString().slice(0, 10) as IsoDate };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // a container may run as a user that has no name
  }
}
