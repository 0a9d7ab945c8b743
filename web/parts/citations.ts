const ADDRESS = /https?:\/\/[^\s)]*[^\s),.;]/;

/** Between two publications: a semicolon, or a comma or 'and' behind an address and its remark. */
const BETWEEN = /;\s+|(?<=https?:\/\/[^\s)]+(?: \([^)]*\))?)(?:,\s+(?:and )?|\s+and\s+)/;

/** One of the publications that a source names. */
export interface Citation {
  readonly text: string;
  readonly href: string | null;
}

/** The publications of a source: 'The Northern Miner 2026-02, https://...; USGS MCS 2026'. */
export function citationsOf(source: string): readonly Citation[] {
  return source.split(BETWEEN).map((part) => {
    const href = ADDRESS.exec(part)?.[0] ?? null;
    const text = part
      .replace(ADDRESS, '')
      .replace(/[,\s]+(?=\(|$)/, ' ')
      .trim()
      .replace(/(,| at)$/, '');
    return { text: text === '' ? hostOf(href) : text, href };
  });
}

const hostOf = (href: string | null): string => href?.split('/')[2] ?? 'no name';
