#!/usr/bin/env node
// Every test on a fresh clone: installs what is missing, a browser too, and runs all checks.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { conclude, runChecks } from './check.mjs';
import { runOnStderr, setUp } from './set-up.mjs';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

setUp({ web: true });
const browser = process.env.CHROMIUM_PATH || findBrowser() || installBrowser();
if (browser === undefined || !existsSync(browser)) {
  console.error(
    'The tests need Chromium and there is none: install it, or name it in CHROMIUM_PATH.',
  );
  conclude({ passed: 0, failed: 1, skipped: 0 });
} else {
  process.env.CHROMIUM_PATH = browser;
  conclude(await runChecks());
}

function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders
    .flatMap((folder) => BROWSERS.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Where we are root on Debian or one of its kin, the browser is one command away. */
function installBrowser() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || spawnSync('apt-get', ['--version']).status !== 0) return undefined;
  process.stderr.write('Installing Chromium for the tests of the pages ...\n');
  const packages = ['chromium', 'fonts-dejavu-core'];
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  runOnStderr('apt-get', ['update', '-q'], quiet);
  runOnStderr('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], quiet);
  return findBrowser();
}
