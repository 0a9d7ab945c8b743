import {
  type Conflict,
  type Meeting,
  type Resolution,
  SEATS,
  type Seat,
  type VoteResult,
} from '../../src/board/board.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { PlainTable } from '../parts/table.tsx';
import { boardDeeds, seatDeeds } from './board-deeds.ts';
import {
  interestRows,
  meetingRows,
  meetingsSentence,
  resolutionRows,
  seatRows,
} from './board-page-text.ts';

export interface BoardProps {
  readonly seats: readonly Seat[];
  readonly meetings: readonly Meeting[];
  readonly resolutions: readonly Resolution[];
  readonly results: Readonly<Record<string, VoteResult>>; // by resolution
  readonly interests: readonly Conflict[];
  readonly data: DataEdition;
}

const BACK = '/board';

/** Who sits on the board, when it meets, and what it resolved. */
export function BoardPage({ seats, meetings, resolutions, results, interests }: BoardProps) {
  const taken = seats.filter(({ incumbent }) => incumbent !== null).length;
  return (
    <div className="board">
      <section className="answer">
        <p className="question">Who decides, when, and what was resolved?</p>
        <h1>
          {taken} of {SEATS} seats are taken
        </h1>
        <p className="lead">{meetingsSentence(meetings)}</p>
        <Deeds deeds={boardDeeds()} back={BACK} />
      </section>
      <section aria-labelledby="seats">
        <h2 id="seats">Seats</h2>
        <PlainTable caption="Seats of the board and who is in them" rows={seatRows(seats)} />
        <SeatSteps seats={seats} />
      </section>
      <section aria-labelledby="meetings">
        <h2 id="meetings">Meetings</h2>
        {meetings.length === 0 ? (
          <p>No meeting was noticed yet.</p>
        ) : (
          <PlainTable caption="Meetings, the newest first" rows={meetingRows(meetings)} />
        )}
      </section>
      <section aria-labelledby="resolutions">
        <h2 id="resolutions">Resolutions</h2>
        {resolutions.length === 0 ? (
          <p>Nothing was moved yet.</p>
        ) : (
          <PlainTable
            caption="Resolutions, in the order in which they were moved"
            rows={resolutionRows(resolutions, results)}
          />
        )}
      </section>
      <section aria-labelledby="interests">
        <h2 id="interests">Declared interests</h2>
        <p className="measure">
          Nobody votes on an item about a party or a mineral in which they declared an interest.
        </p>
        {interests.length === 0 ? (
          <p>None was declared.</p>
        ) : (
          <PlainTable
            caption="Interests that governors declared"
            rows={interestRows(interests, BACK)}
          />
        )}
      </section>
      <p className="actions">
        <a href="/parties">Parties</a>
        <a href="/eligible">Eligible list</a>
        <a href="/api/v1/board/seats">Seats as JSON</a>
        <a href="/api/v1/board/meetings">Meetings as JSON</a>
        <a href="/api/v1/board/resolutions">Resolutions as JSON</a>
        <a href="/api/v1/board/interests">Interests as JSON</a>
      </p>
    </div>
  );
}

/** Seven seats have many steps; they unfold. */
function SeatSteps({ seats }: { readonly seats: readonly Seat[] }) {
  const deeds = seats.flatMap(seatDeeds);
  if (deeds.length === 0) return null;
  return (
    <details>
      <summary>Steps of these terms</summary>
      <Deeds deeds={deeds} back={BACK} />
    </details>
  );
}
