/*
 * How the ledger names the documents of a purchase: the dimension of their accounts.
 *
 * @source docs/models/ledger.md
 */

export const requisitionDim = (id: string): string => `requisition:${id}`;
export const resolutionDim = (id: string): string => `resolution:${id}`;
export const contractDim = (id: string): string => `contract:${id}`;
export const orderDim = (id: string): string => `order:${id}`;

/** The order that a dimension names; undefined where it names something else. */
export const orderOfDim = (dim: string): string | undefined => /^order:(.+)$/.exec(dim)?.[1];
