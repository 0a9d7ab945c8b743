import { Refusal } from '../base/refusal.ts';

/*
 * The identifiers of a counterparty. A check finds slips of the pen; whether the identifier belongs
 * to the party, only the register that gave it can say.
 */

export const IDENTIFIER_SCHEMES = ['UEI', 'CAGE', 'LEI'] as const;
export type IdentifierScheme = (typeof IDENTIFIER_SCHEMES)[number];

/**
 * An identifier in capitals, when its form and its check digits are right.
 *
 * @throws Refusal `party.bad_identifier` naming what is wrong
 * @source LEI: ISO 17442, check digits by ISO/IEC 7064 MOD 97-10. UEI: GSA, technical specification
 *   of the Unique Entity ID; its last character is a checksum whose rule is not published, so it is
 *   not checked. CAGE: five characters, none of them O or I.
 */
export function readIdentifier(scheme: IdentifierScheme, text: string): string {
  const value = text.trim().toUpperCase();
  const fault = FAULT[scheme](value);
  if (fault === undefined) return value;
  throw new Refusal(
    'invalid',
    'party.bad_identifier',
    `'${text}' is no ${scheme}: ${fault}`,
    'copy it from the register that gave it',
  );
}

const FAULT: Readonly<Record<IdentifierScheme, (value: string) => string | undefined>> = {
  UEI: ueiFault,
  CAGE: cageFault,
  LEI: leiFault,
};

function ueiFault(value: string): string | undefined {
  if (value.length !== 12) return `it has ${value.length} characters, not 12`;
  const stranger = /[^A-HJ-NP-Z0-9]/.exec(value)?.[0];
  if (stranger !== undefined)
    return `it has '${stranger}'; letters but O and I, and digits, may stand`;
  if (value.startsWith('0')) return 'it begins with 0';
  if (/\d{9}/.test(value)) return 'it has nine digits in a row, as no UEI has';
  return undefined;
}

function cageFault(value: string): string | undefined {
  if (value.length !== 5) return `it has ${value.length} characters, not 5`;
  const stranger = /[^A-HJ-NP-Z0-9]/.exec(value)?.[0];
  return stranger === undefined
    ? undefined
    : `it has '${stranger}'; letters but O and I, and digits, may stand`;
}

function leiFault(value: string): string | undefined {
  if (value.length !== 20) return `it has ${value.length} characters, not 20`;
  if (!/^[A-Z0-9]{18}\d\d$/.test(value)) return 'letters and digits stand first, two digits last';
  return remainder97(value) === 1 ? undefined : 'its check digits do not fit';
}

/** Letters stand for 10 to 35; the number is read digit by digit. */
function remainder97(value: string): number {
  let remainder = 0;
  for (const letter of value) {
    for (const digit of Number.parseInt(letter, 36).toString()) {
      remainder = (remainder * 10 + Number(digit)) % 97;
    }
  }
  return remainder;
}
