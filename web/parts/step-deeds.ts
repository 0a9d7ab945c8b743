import { eventsOf, type Life } from '../../src/audit/audit.ts';
import type { OfferedDeed } from './deeds.tsx';

/*
 * How the steps in the lives of documents come about: by a deed that somebody may do, or because
 * something else was done. Links are made of tables of these and of the lives.
 */

/** A deed at a path of the interface, with '{id}' for the document; or what brings the step about. */
export type StepDeed = OfferedDeed | string;

export type EventOf<L extends Life> = { [Status in keyof L]: keyof L[Status] }[keyof L] & string;
export type StepDeeds<L extends Life> = Readonly<Record<EventOf<L>, StepDeed>>;

/** What the life of a document allows now, as far as somebody can do it. */
export function deedsNow<L extends Life>(
  life: L,
  deeds: StepDeeds<L>,
  { id, status }: { readonly id: string; readonly status: string },
): OfferedDeed[] {
  return eventsOf(life, status).flatMap((event) => {
    const deed = deeds[event as EventOf<L>]; // an event of the table
    return typeof deed === 'string' ? [] : [deedOn(deed, id)];
  });
}

/** A deed on one document, whose id stands in the path. */
export const deedOn = (deed: OfferedDeed, id: string): OfferedDeed => ({
  ...deed,
  path: deed.path.replace(/\{\w+\}/, encodeURIComponent(id)),
});
