import { Refusal } from '../base/refusal.ts';
import { tableLines } from '../base/text-table.ts';
import { type Command, deedCommand, needed } from '../platform/command.ts';
import { changeRole, readPeople, registerPerson } from './access.service.ts';
import { type Person, ROLES, type Role } from './access.ts';

const personLines = ({ id, name, roles }: Person) => [
  `${id} (${name}): ${roles.length > 0 ? roles.join(', ') : 'no role'}`,
];

function readRole(text: string): Role {
  const role = ROLES.find((each) => each === text);
  if (role !== undefined) return role;
  throw new Refusal(
    'invalid',
    'access.unknown_role',
    `there is no role '${text}'`,
    `roles: ${ROLES.join(', ')}`,
  );
}

/** `lodestock person ...`: who may do what. */
export const accessCommands: readonly Command[] = [
  deedCommand({
    name: 'person add',
    params: ['person'],
    flags: [{ name: 'name', value: 'TEXT', summary: 'their name in full' }],
    summary: 'Register a person; the first one registers themselves and is administrator',
    examples: ["person add ann --name 'Ann Example' --as ann"],
    run: ({ db, act, key }, input) =>
      registerPerson(db, act, { id: input.params[0]!, name: needed(input, 'name') }, key),
    lines: personLines,
  }),
  deedCommand({
    name: 'person role',
    params: ['person', 'role'],
    flags: [{ name: 'revoke', summary: 'take the role away' }],
    summary: 'Give a person a role, or take it away',
    examples: ['person role ann governor', 'person role ann governor --revoke'],
    run: ({ db, act, key }, input) => {
      const [person, role] = input.params;
      const change = { person: person!, role: readRole(role!), isGranted: !input.has('revoke') };
      return changeRole(db, act, change, key);
    },
    lines: personLines,
  }),
  {
    name: 'person list',
    summary: 'List the people who are registered, with their roles',
    async run({ openDb, json, print }) {
      const people = await readPeople(await openDb());
      if (json) print(JSON.stringify(people));
      else {
        const rows = people.map(({ id, name, roles }) => [id, name, roles.join(', ')]);
        for (const line of tableLines(['Person', 'Name', 'Roles'], rows)) print(line);
      }
      return 0;
    },
  },
];
