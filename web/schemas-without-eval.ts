import * as z from 'zod';

// Schemas try to compile themselves when they are made; our content policy forbids that, and the
// browser reports each try. So this file is imported before any that makes a schema.
z.config({ jitless: true });
