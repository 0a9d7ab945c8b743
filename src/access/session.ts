import * as z from 'zod';
import { PersonId, Role } from './access.ts';

/** The cookie of a session; only this server gets it, and no script reads it. */
export const SESSION_COOKIE = '__Host-lodestock';

/** How whoever asks is told apart: a name and the secret that goes with it. */
export const SignIn = z
  .strictObject({ person: z.string().max(63), password: z.string().max(1000) })
  .meta({ id: 'SignIn' });

export const PasswordRequest = z
  .strictObject({ password: z.string().max(1000) })
  .meta({ id: 'PasswordRequest' });

export const NewPerson = z
  .strictObject({ id: PersonId, name: z.string().min(1) })
  .meta({ id: 'NewPerson' });

export const RoleChange = z
  .strictObject({
    role: Role,
    isGranted: z.boolean().default(true).describe('whether it is given; if not, it is taken away'),
  })
  .meta({ id: 'RoleChange' });

/** The token of a session in the header of a request. @source RFC 6265, section 5.4 */
export function sessionToken(cookies: string | null): string | undefined {
  for (const part of (cookies ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === SESSION_COOKIE && value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** The header that gives a browser its token, or takes it away. @source RFC 6265bis */
export function sessionCookie(token: string | null): string {
  const value = `${SESSION_COOKIE}=${token ?? ''}; Path=/; Secure; HttpOnly; SameSite=Strict`;
  return token === null ? `${value}; Max-Age=0` : value;
}
