/*
 * What a password has to be: long, and not made of its owner's name. Nothing is asked of its
 * letters, and it never expires by itself.
 *
 * @source NIST SP 800-63B-4, section 3.1.1.2: 15 characters where it is the only factor
 */

const LEAST_LENGTH = 15;
const MOST_LENGTH = 256;

/** What is wrong with a password, as the rest of a sentence; undefined where it will do. */
export function passwordFault(password: string, person: string): string | undefined {
  const length = [...password].length;
  if (length < LEAST_LENGTH) {
    return `has ${length} characters: at least ${LEAST_LENGTH} are asked for`;
  }
  if (length > MOST_LENGTH) return `has more than ${MOST_LENGTH} characters`;
  if (new Set(password).size < 5) return 'repeats a few characters';
  const rest = password
    .toLowerCase()
    .replaceAll(person.toLowerCase(), '')
    .replaceAll('lodestock', '');
  if ([...rest].length < LEAST_LENGTH / 2) return 'is little more than a name';
  return undefined;
}
