import { Refusal } from '../base/refusal.ts';
import { tableLines } from '../base/text-table.ts';
import { type Command, deedCommand, needed } from '../platform/command.ts';
import { changeRole, readPeople, registerPerson } from './access.service.ts';
import { type Person, ROLES, type Role } from './access.ts';
import { setPassword } from './session.service.ts';

const personLines = ({ id, name, roles }: Person) => [
  `${id} (${name}): ${roles.length > 0 ? roles.join(', ') : 'no role'}`,
];

const firstLine = (text: string) => text.split(/\r?\n/, 1)[0]!;

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
  deedCommand({
    name: 'person password',
    params: ['person'],
    flags: [
      { name: 'file', value: 'PATH', summary: 'one of your own, on the first line of a file' },
    ],
    summary: 'Give a person a new password to sign in with, and show it once',
    examples: ['person password ann'],
    run: async ({ context, db, act }, input) => {
      const person = input.params[0]!;
      const path = input.flag('file');
      const password =
        path === undefined ? context.secrets.newToken() : firstLine(await context.readFile(path));
      await setPassword(db, act, { person, password }, context);
      return { person, password: path === undefined ? password : null };
    },
    lines: ({ person, password }) =>
      password === null
        ? [`${person} signs in with the password of the file`]
        : [`${person} signs in with ${password}`, 'It is shown this once and kept nowhere.'],
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
