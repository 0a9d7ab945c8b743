// A program of somebody else: calls the library in a thread of its own and says the digest.

import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { digestOfRun } = await import('./library-run.ts');
parentPort.postMessage(await digestOfRun(workerData));
