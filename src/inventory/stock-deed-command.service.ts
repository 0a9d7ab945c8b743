import type { Act } from '../base/act.ts';
import {
  type Command,
  type CommandInput,
  type DeedCommand,
  type DeedOfCommand,
  deedCommand,
} from '../platform/command.ts';
import type { Db } from '../platform/db.ts';
import type { StockDeed } from './deeds.service.ts';

type Told<Answer> = Omit<DeedCommand<Answer>, 'name' | 'params' | 'run'>;

/** A deed on the stock as a command: how its flags are read, how it is done, and how told. */
export interface StockDeedCommand<Request, Answer> extends Told<Answer> {
  readonly deed: StockDeed<Request>;
  /** Where the command is not called as the deed is. */
  readonly name?: string;
  readonly param: string; // what the deed is done to: 'lot'
  /** What is asked for, as the schema of the deed reads it. */
  read(input: CommandInput, call: DeedOfCommand): unknown;
  perform(
    db: Db,
    act: Act,
    deed: StockDeed<Request>,
    asked: { id: string; request: Request; key: string | undefined },
  ): Promise<Answer>;
}

/** The command of a deed on a lot, an exchange, a warehouse or whatever else has a number. */
export const stockDeedCommand = <Request extends object, Answer>({
  deed,
  param,
  read,
  perform,
  ...told
}: StockDeedCommand<Request, Answer>): Command =>
  deedCommand({
    name: deed.name,
    ...told,
    params: [param],
    run: async (call, input) => {
      const request = deed.request.parse(await read(input, call));
      return perform(call.db, call.act, deed, { id: input.params[0]!, request, key: call.key });
    },
  });
