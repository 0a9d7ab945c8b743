import { execFileSync } from 'node:child_process';

/** The commit that is measured, with a plus when files have changed since. */
export function commitNow(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '../src', '.');
    return git('rev-parse', '--short', 'HEAD') + (changed === '' ? '' : '+');
  } catch {
    return 'unknown'; // a copy without its history can be measured too
  }
}
