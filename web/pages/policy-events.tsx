import type { ExportControl, ShockEvent } from '../../src/minerals/reference-data.ts';
import { countryName } from '../parts/countries.ts';
import { grouped, mineralName, sentenceCase } from '../parts/format.ts';
import { type Cell, PlainTable } from '../parts/table.tsx';
import { chip } from '../parts/vocabulary.tsx';
import { STATUS_NOTE, statusOf } from './policy.ts';
import { countryHref, mineralHref } from './profile-text.ts';

interface PolicyEventsProps {
  readonly controls: readonly ExportControl[];
  readonly events: readonly ShockEvent[];
  readonly of: 'mineral' | 'country'; // whose page it is: the other of the two differs by row
}

interface Dated {
  readonly when: string; // '2024' or '2024-12'; '' where nobody says
  readonly cells: readonly Cell[];
}

/** What countries did about their exports, in the order of time, and what prices did then. */
export function PolicyEvents({ controls, events, of }: PolicyEventsProps) {
  const placeOf = ({ iso3, mineral }: { readonly iso3: string; readonly mineral: string }): Cell =>
    of === 'mineral'
      ? { text: countryName(iso3), href: countryHref(iso3) }
      : { text: sentenceCase(mineralName(mineral)), href: mineralHref(mineral) };
  const rows = [
    ...controls.map((each) => controlRow(each, placeOf(each))),
    ...banRows(events, placeOf),
  ];
  const sources = [...new Set([...controls, ...events].map(({ source }) => source))];
  if (rows.length === 0 && events.length === 0) {
    return <p>No export control in force is known.</p>;
  }
  return (
    <div className="facts">
      {rows.length > 0 && (
        <PlainTable
          caption="Policy events, the latest first"
          rows={{
            columns: [
              { label: 'Since' },
              { label: of === 'mineral' ? 'Country' : 'Mineral' },
              { label: 'Measure' },
              { label: 'Form' },
              { label: 'Status' },
            ],
            rows: rows.sort((a, b) => (a.when < b.when ? 1 : -1)).map(({ cells }) => cells),
          }}
        />
      )}
      {events.length > 0 && <PriceMoves events={events} placeOf={of} />}
      <p className="source-line">
        {STATUS_NOTE} Source: {sources.join('; ')}.
      </p>
    </div>
  );
}

function controlRow(control: ExportControl, place: Cell): Dated {
  const { yearInForce, control: measure, form } = control;
  const when = yearInForce === null ? '' : String(yearInForce);
  return {
    when,
    cells: [when === '' ? chip('NA') : when, place, measure, form, statusOf(control)],
  };
}

/** Bans against the United States alone, which came on top of what a country asks of everybody. */
function banRows(
  events: readonly ShockEvent[],
  placeOf: (of: { readonly iso3: string; readonly mineral: string }) => Cell,
): Dated[] {
  return events.flatMap(({ country, banMonth, mineral }) =>
    country === null || banMonth === null
      ? []
      : [
          {
            when: banMonth,
            cells: [
              banMonth,
              placeOf({ iso3: country, mineral }),
              'ban on exports to the United States',
              chip('NA'),
              'imposed; whether it still holds is not in the tables',
            ],
          },
        ],
  );
}

function PriceMoves(props: {
  readonly events: readonly ShockEvent[];
  readonly placeOf: PolicyEventsProps['of'];
}) {
  const write = (value: number) => grouped(value, value < 100 ? 2 : 0);
  return (
    <PlainTable
      caption="What prices did around dated events"
      rows={{
        columns: [
          { label: 'Event' },
          ...(props.placeOf === 'country' ? [{ label: 'Mineral' }] : []),
          { label: 'Price of' },
          { label: 'Unit' },
          { label: 'Before', isNumber: true },
          { label: 'After', isNumber: true },
          { label: 'Times', isNumber: true },
          { label: 'Note' },
        ],
        rows: props.events.map((event) => [
          event.event,
          ...(props.placeOf === 'country'
            ? [{ text: sentenceCase(mineralName(event.mineral)), href: mineralHref(event.mineral) }]
            : []),
          event.series,
          event.unit,
          dated(write(event.before), event, event.beforePeriod),
          dated(write(event.after), event, event.afterPeriod),
          grouped(event.after / event.before, 1),
          event.note ?? 'none',
        ]),
      }}
    />
  );
}

const dated = (text: string, { priceKind }: ShockEvent, period: string) =>
  `${text} (${priceKind === 'month' ? period : `mean of ${period}`})`;
