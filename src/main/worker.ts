import { INSTRUMENT_TASKS } from '../instruments/instruments.service.ts';
import { serveTasks } from '../platform/worker-tasks.ts';
import { SENSITIVITY_TASKS } from '../stress/sensitivity.service.ts';
import { STRESS_TASKS } from '../stress/stress.service.ts';

// What a worker thread can do; `parallel` finds each task by its name.
serveTasks([...INSTRUMENT_TASKS, ...STRESS_TASKS, ...SENSITIVITY_TASKS]);
