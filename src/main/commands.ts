import { mineralCommands } from '../minerals/minerals.commands.ts';
import type { Command } from '../platform/command.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [...mineralCommands];
