import { serveTasks } from '../../src/platform/worker-tasks.ts';
import { countDown, dieAt, fillTask, refuseAt, scaleTask, threadOf } from './test-tasks.ts';

serveTasks([countDown, dieAt, fillTask, refuseAt, scaleTask, threadOf]);
