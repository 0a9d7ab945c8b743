/** Which data a page was computed from. */
export interface DataEdition {
  readonly version: string;
  readonly digest: string;
}
