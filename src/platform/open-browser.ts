import { spawn } from 'node:child_process';

const OPENER: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Shows an address in the browser of whoever sits here; where there is none, nothing happens. */
export function openBrowser(address: string): void {
  const [program, ...args] = OPENER[process.platform] ?? ['xdg-open'];
  const child = spawn(program!, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => {}); // the address stands in the terminal
  child.unref();
}
