import * as z from 'zod';

/** What people are here for. Each deed asks for one of these; one person may have several. */
export const ROLES = [
  'administrator', // registers people and gives roles
  'analyst', // runs models, opens requisitions
  'budget-officer', // keeps the funds, certifies that money is there
  'contracting-officer', // contracts, modifications, orders
  'receiving-officer', // takes deliveries in, keeps lots and warehouses
  'certifying-officer', // certifies invoices
  'approving-officer', // approves certified invoices
  'disbursing-officer', // pays
  'secretary', // meetings, notices, minutes
  'governor', // votes
  'partner-delegate', // speaks for a partner country
  'auditor', // reads everything
  'inspector-general', // as the auditor, and findings
] as const;
export const Role = z.enum(ROLES).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

export const PersonId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,62}$/,
    'must be of small letters, digits, points, hyphens and underscores, at most 63',
  );

/** A person as the books know them. */
export const Person = z
  .object({ id: PersonId, name: z.string(), roles: z.array(Role) })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;
