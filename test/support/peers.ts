import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PEER_FORMATS, type PeerFormat } from '../../src/fund/journal-export.ts';

const run = promisify(execFile);
const MOST_BYTES = 256e6;
const PROGRAM = { hledger: 'hledger', ledger: 'ledger', beancount: 'bean-check' } as const;

/** Runs one of the programs; its messages are English and its files UTF-8. */
async function ask(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, args, {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    maxBuffer: MOST_BYTES,
  });
  return stdout;
}

/** Which of the three are on this machine, and which are not. */
export async function findPeers() {
  const found: PeerFormat[] = [];
  for (const format of PEER_FORMATS) {
    const version = await ask(PROGRAM[format], ['--version']).catch(() => undefined);
    if (version !== undefined) found.push(format);
  }
  return { found, missing: PEER_FORMATS.filter((each) => !found.includes(each)) };
}

/**
 * Every balance that is not zero as a program adds it up, as 'account commodity' and amount.
 *
 * @throws what the program complains about: an entry that does not balance, an unknown account
 */
export async function peerBalances(format: PeerFormat, file: string): Promise<Map<string, string>> {
  const rows = await READERS[format](file);
  return new Map(
    rows
      .filter(({ amount }) => Number(amount) !== 0)
      .map(({ account, commodity, amount }) => [`${account} ${commodity}`, amount]),
  );
}

interface Row {
  readonly account: string;
  readonly commodity: string;
  readonly amount: string;
}

const READERS: Readonly<Record<PeerFormat, (file: string) => Promise<Row[]>>> = {
  hledger: async (file) => {
    const args = [
      '--strict',
      '-f',
      file,
      'balance',
      '--flat',
      '-N',
      '--layout',
      'bare',
      '-O',
      'csv',
    ];
    return table(await ask('hledger', args), /^"(.*)","(.*)","(.*)"$/);
  },
  ledger: async (file) => {
    const format = '%(account)\t%(display_total)\n';
    const args = ['--flat', '--no-total', '--balance-format', format];
    const text = await ask('ledger', ['-f', file, '--pedantic', 'balance', ...args]);
    return table(text, /^(.*)\t(\S+) "?([^"]+)"?$/, [1, 3, 2]);
  },
  beancount: async (file) => {
    await ask('bean-check', [file]);
    const query = 'select account, currency, sum(number) group by account, currency';
    return table(
      await ask('bean-query', ['-f', 'csv', file, query]),
      /^(\S+) *, *(\S+) *, *(\S+) *$/,
    );
  },
};

/** The rows of a text that have the form; which group is account, commodity and amount. */
function table(text: string, form: RegExp, [a, c, n] = [1, 2, 3]): Row[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = form.exec(line);
    if (found === null || found[a!] === 'account') return [];
    return [{ account: found[a!]!, commodity: found[c!]!, amount: found[n!]! }];
  });
}
