import type { FormField, FormGroup, FormList } from '../../web/parts/deed-form.ts';
import { hintOf, isOfType, kindOf, labelOf, readTyped, type Schema } from './deed-schema.ts';

/*
 * A form for the request of a deed, from its JSON Schema; and the request again, from what was typed.
 * A field is named by its path in the request: 'parts.0.netG'.
 */

export type Resolve = (schema: Schema) => Schema;

/** What was typed, by path; an empty text is nothing. */
export type Typed = ReadonlyMap<string, string>;

const ROWS = 2; // of a list, before somebody asks for more

/** Fields of a request, in groups, with what was typed and what was wrong with it. */
export function formOf(
  schema: Schema,
  resolve: Resolve,
  typed: Typed,
  faults: Typed = new Map(),
): { groups: FormGroup[]; lists: FormList[] } {
  const groups: FormGroup[] = [];
  const lists: FormList[] = [];
  addGroup('', '', resolve(schema), true);
  return { groups: groups.filter(({ fields }) => fields.length > 0), lists };

  function addGroup(path: string, legend: string, part: Schema, isNeeded: boolean): void {
    const own: FormField[] = [];
    groups.push({ legend, fields: own });
    for (const [name, raw] of Object.entries(part.properties ?? {})) {
      const property = resolve(raw);
      const at = path === '' ? name : `${path}.${name}`;
      if (isOfType(property, 'object')) {
        const isAsked = isNeeded && (part.required ?? []).includes(name);
        addGroup(at, labelOf(name), property, isAsked);
      } else if (isRowList(property, resolve)) addRows(at, labelOf(name), property);
      else own.push(fieldOf(at, name, property, isNeeded && isRequired(part, name)));
    }
  }

  function addRows(path: string, legend: string, list: Schema): void {
    lists.push({ path, legend: legend.toLowerCase() });
    for (let row = 0; row < rowsOf(path, typed); row++) {
      addGroup(`${path}.${row}`, `${legend}, ${row + 1}`, resolve(list.items!), row === 0);
    }
  }

  function fieldOf(path: string, name: string, schema: Schema, isNeeded: boolean): FormField {
    const kind = kindOf(name, schema);
    return {
      ...{ path, label: labelOf(name), hint: hintOf(kind, schema), kind, isRequired: isNeeded },
      choices: schema.enum ?? [],
      value: typed.get(path) ?? usualValue(schema),
      fault: faults.get(path) ?? null,
    };
  }
}

const isRequired = ({ required = [] }: Schema, name: string) => required.includes(name);

const isRowList = (schema: Schema, resolve: Resolve) =>
  isOfType(schema, 'array') && isOfType(resolve(schema.items ?? {}), 'object');

/** The value that a field has where nobody types one; an amount of nothing is left open. */
function usualValue({ default: usual }: Schema): string {
  if (usual === true) return 'yes';
  return typeof usual === 'string' && usual !== '0' ? usual : '';
}

/** How many rows of a list are shown: those typed in, and what was asked for. */
function rowsOf(path: string, typed: Typed): number {
  const asked = Number(typed.get(`:rows ${path}`) ?? ROWS);
  const used = [...typed.keys()]
    .filter((key) => key.startsWith(`${path}.`))
    .map((key) => Number(key.slice(path.length + 1).split('.')[0]) + 1);
  return Math.max(asked, ...used);
}

/** The request that was typed, and by path what is wrong with it. */
export function readForm(
  schema: Schema,
  resolve: Resolve,
  typed: Typed,
): { request: unknown; faults: Map<string, string> } {
  const faults = new Map<string, string>();
  return { request: objectAt('', resolve(schema), true), faults };

  function objectAt(path: string, part: Schema, isNeeded: boolean): unknown {
    const isEmpty = !isNeeded && !hasTyped(path, typed);
    if (isEmpty) return undefined;
    const entries = Object.entries(part.properties ?? {}).map(([name, raw]) => {
      const at = path === '' ? name : `${path}.${name}`;
      return [name, valueAt(at, name, resolve(raw), isRequired(part, name))] as const;
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  function valueAt(path: string, name: string, schema: Schema, isNeeded: boolean): unknown {
    if (isOfType(schema, 'object')) return objectAt(path, schema, isNeeded);
    if (isRowList(schema, resolve)) {
      const rows = Array.from({ length: rowsOf(path, typed) }, (_, row) =>
        objectAt(`${path}.${row}`, resolve(schema.items!), false),
      );
      return rows.filter((row) => row !== undefined);
    }
    const kind = kindOf(name, schema);
    const text = typed.get(path)?.trim() ?? '';
    if (kind === 'flag') return text === 'yes';
    if (text === '') {
      if (isNeeded) faults.set(path, 'This is needed');
      return undefined;
    }
    const reading = readTyped(kind, text);
    if ('value' in reading) return reading.value;
    faults.set(path, reading.fault);
    return undefined;
  }
}

const hasTyped = (path: string, typed: Typed) =>
  [...typed].some(([key, text]) => key.startsWith(`${path}.`) && text.trim() !== '');
