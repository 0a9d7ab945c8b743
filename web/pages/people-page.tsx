import type { Person } from '../../src/access/access.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { PlainTable } from '../parts/table.tsx';

export interface PeopleProps {
  readonly people: readonly Person[];
  readonly data: DataEdition;
}

/** Who is registered, and what each may do. */
export function PeoplePage({ people }: PeopleProps) {
  return (
    <>
      <section className="answer">
        <h1>
          {people.length === 0 ? 'Nobody is registered yet' : `${people.length} people are known`}
        </h1>
        <p className="lead">
          A person does what their roles allow, and no two halves of one payment: whoever orders
          does not certify, and whoever certifies does not pay. The database refuses it, whoever
          asks.
        </p>
      </section>
      <Deeds deeds={[{ text: 'Register a person', path: '/people' }]} back="/people" />
      {people.length > 0 && (
        <PlainTable
          caption="People and their roles"
          rows={{
            columns: [
              { label: 'Name here' },
              { label: 'Name in full' },
              { label: 'Roles' },
              { label: 'Change' },
            ],
            rows: people.map(({ id, name, roles }) => [
              ...[id, name, roles.join(', ').replaceAll('-', ' ') || 'none'],
              { text: `a role of ${id}`, href: `/do/people/${id}/roles?back=/people` },
            ]),
          }}
        />
      )}
      <p className="actions">
        <a href="/sign-in">Sign in</a>
        <a href="/api/v1/people">As JSON</a>
      </p>
    </>
  );
}
