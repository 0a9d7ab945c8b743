import { serveTasks } from '../platform/worker-tasks.ts';

// What a worker thread can do; `parallel` finds each task by its name.
serveTasks([]);
