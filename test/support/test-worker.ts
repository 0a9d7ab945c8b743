import { serveTasks } from '../../src/platform/worker-tasks.ts';
import {
  countDown,
  dieAt,
  fillTask,
  multiplyTask,
  refuseAt,
  scaleTask,
  threadOf,
} from './test-tasks.ts';

serveTasks([countDown, dieAt, fillTask, multiplyTask, refuseAt, scaleTask, threadOf]);
