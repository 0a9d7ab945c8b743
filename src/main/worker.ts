import { serveTasks } from '../platform/worker-tasks.ts';
import { STRESS_TASKS } from '../stress/stress.service.ts';

// What a worker thread can do; `parallel` finds each task by its name.
serveTasks([...STRESS_TASKS]);
