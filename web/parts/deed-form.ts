/* A form as data: what is asked for, what was typed, and what was wrong with it. */

export type FieldKind =
  | 'text'
  | 'long' // several lines
  | 'list' // one item a line
  | 'number'
  | 'usd'
  | 'mass'
  | 'percent'
  | 'price' // dollars per kilogram
  | 'day'
  | 'moment'
  | 'choice'
  | 'flag'
  | 'file'
  | 'secret';

export interface FormField {
  readonly path: string; // 'parts.0.netG', as the request has it
  readonly label: string;
  readonly hint: string | null;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  readonly choices: readonly string[];
  readonly value: string;
  readonly fault: string | null;
}

/** Fields that belong together: those of a part of the request, or one row of a list. */
export interface FormGroup {
  readonly legend: string;
  readonly fields: readonly FormField[];
}

/** A list of the request that can grow by a row. */
export interface FormList {
  readonly path: string;
  readonly legend: string;
}

/** How whoever sends a form says who they are. */
export type Credentials = 'none' | 'password' | 'name and password';

export interface DeedForm {
  readonly action: string; // where it is sent
  readonly title: string;
  readonly back: string;
  readonly key: string; // the same form is done once
  readonly version: string | null; // of the document as it was when the form was made
  readonly person: string | null; // who would do it; null where nobody has signed in
  readonly credentials: Credentials;
  /** What has to be typed word for word, where that is asked for. */
  readonly confirm: string | null;
  readonly groups: readonly FormGroup[];
  readonly lists: readonly FormList[];
  /** What was refused as a whole, and what to do. */
  readonly refusal: { readonly sentence: string; readonly hint: string | null } | null;
}

export const fieldId = (path: string) => `field-${path.replaceAll('.', '-')}`;

/** The fields with something wrong, in the order of the form. */
export const faultyFields = ({ groups }: Pick<DeedForm, 'groups'>): FormField[] =>
  groups.flatMap(({ fields }) => fields.filter(({ fault }) => fault !== null));
