import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Secrets } from './secrets.ts';

/*
 * Passwords by scrypt (RFC 7914). A hash names its costs, so that later ones may cost more:
 * 'scrypt$17$8$1$SALT$KEY', the first number being the logarithm of N.
 */

/** What a guess costs: memory is 128 N r bytes, time grows with N r p. */
export interface ScryptCost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

// 32 MiB for each guess. @source OWASP Password Storage Cheat Sheet
const COST: ScryptCost = { logN: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const TOKEN_BYTES = 32;

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

async function keyOf(password: string, salt: Buffer, { logN, r, p }: ScryptCost) {
  const N = 2 ** logN;
  const text = password.normalize('NFKC'); // the same keys give the same password everywhere
  return derive(text, salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r });
}

async function hash(password: string, cost: ScryptCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await keyOf(password, salt, cost);
  const { logN, r, p } = cost;
  return ['scrypt', logN, r, p, salt.toString('base64'), key.toString('base64')].join('$');
}

async function matches(password: string, kept: string): Promise<boolean> {
  const [, logN, r, p, salt, key] = kept.split('$');
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const expected = Buffer.from(key!, 'base64');
  const actual = await keyOf(password, Buffer.from(salt!, 'base64'), cost);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** Passwords at a cost of one's choice; hashes made at another are still read. */
export function createSecrets(cost: ScryptCost = COST): Secrets {
  // Nobody's password: what a guess is held against where there is none, so that it takes as long.
  const nobody = `scrypt$${cost.logN}$${cost.r}$${cost.p}$AAAAAAAAAAAAAAAAAAAAAA==$`;
  return {
    hash: (password) => hash(password, cost),
    matches: (password, kept = nobody) => matches(password, kept),
    newToken: () => randomBytes(TOKEN_BYTES).toString('base64url'),
  };
}
