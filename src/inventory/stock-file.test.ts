import { expect, test } from 'vitest';
import { csvRows } from './csv-text.ts';
import { FILE_COLUMNS, suggestColumns } from './stock-columns.ts';
import { failingRowsCsv, fixedText, readStockFile } from './stock-file.ts';

const HEADER = FILE_COLUMNS.deliveries.map((column) => column.replace('?', '')).join(',');
const row = (lot: string, changes: Record<string, string> = {}) => {
  const cells: Record<string, string> = {
    ...{ lot, specification: 'fluorspar-acid', version: '1', supplier: 'ares', order: '' },
    ...{ supplier_title: 'Ares', vendor_lot: 'V', form: 'cake', packaging: 'bags' },
    ...{ expires_on: '', warehouse: 'hawthorne', gross: '20.5t', net: '20t', moisture: '10' },
    ...{ shares: 'reserve:1', ...changes },
  };
  return HEADER.split(',')
    .map((column) => cells[column])
    .join(',');
};
const read = (...rows: string[]) => readStockFile('deliveries', [HEADER, ...rows].join('\n'));

test('a table is read by its columns, with the lines on which rows begin', () => {
  const { rows, errors } = read(row('L-1', { vendor_lot: '"a ""b"",\nc"' }), '', row('L-2'));
  expect(errors).toEqual([]);
  expect(rows.map((each) => [each.row, each.cells.lot])).toEqual([
    [2, 'L-1'],
    [5, 'L-2'],
  ]);
  expect(rows[0]?.cells.vendor_lot).toBe('a "b",\nc');
});

test('a formula in a cell of words is kept as text, with a warning', () => {
  for (const formula of ['=1+1', '+1', '-x', '@SUM(A1)', "'=1"]) {
    const { rows, warnings, errors } = read(row('L-1'), row('L-2', { form: formula }));
    expect(errors).toEqual([]);
    expect(rows[1]!.cells.form).toBe(formula.replace("'", ''));
    expect(warnings).toMatchObject([
      { row: 3, column: 'form', sentence: expect.stringContaining('kept as text') },
    ]);
  }
});

test('a formula where a value belongs is refused by row and column', () => {
  for (const formula of ['=1+1', '@SUM(A1)', '+1t']) {
    expect(read(row('L-2', { net: formula })).errors).toMatchObject([
      { row: 2, column: 'net', sentence: expect.stringContaining('begins as a formula does') },
    ]);
  }
  const { errors } = read(row('L-3', { net: '-20t' }));
  expect(errors).toMatchObject([{ sentence: "row 2, net: '-20t' is below zero" }]);
});

test('columns may have other names in the file, and be more than ours', () => {
  const theirs = `${HEADER.replace('vendor_lot', 'Batch').replace('lot,', 'Lot No,')},HS code`;
  const columns = suggestColumns('deliveries', theirs.split(','));
  expect(columns).toMatchObject({ lot: 'Lot No', vendor_lot: 'Batch', net: 'net' });
  const text = `${theirs}\n${row('L-1', { vendor_lot: '00042' })},02529.21\n`;
  const { rows } = readStockFile('deliveries', text, columns);
  expect(rows[0]!.cells).toMatchObject({ lot: 'L-1', vendor_lot: '00042' });
  expect(rows[0]!.cells).not.toHaveProperty('HS code');
  const { lot: _, ...without } = columns;
  expect(() => readStockFile('deliveries', text, without)).toThrow('has no column lot');
});

test('cells are written anew where they stand, and all else stays', () => {
  const text = [HEADER, row('L-1', { vendor_lot: '"a,\n""b"""' }), '', row('L-2')].join('\n');
  const fixed = fixedText(text, [{ row: 5, column: 'net', value: '19t' }]);
  expect(fixed).toBe(`${text.replace(row('L-2'), row('L-2', { net: '19t' }))}\n`);
});

test('rows that are wrong leave as a file with why, and come back as they were', () => {
  const link = '"=HYPERLINK(""http://x"",""y"")"';
  const text = [HEADER, row('L-1'), row('L-2', { vendor_lot: link, net: '1' })].join('\n');
  const csv = failingRowsCsv(text, readStockFile('deliveries', text).errors);
  const [header, only] = csvRows(csv);
  expect(header!.cells.at(-1)).toBe('error');
  expect(only!.cells).toContain(`'=HYPERLINK("http://x","y")`);
  expect(only!.cells.at(-1)).toContain("row 3, net: '1' cannot be read");
  const again = readStockFile('deliveries', csv, suggestColumns('deliveries', header!.cells));
  expect(again.wrong[0]!.cells.vendor_lot).toBe('=HYPERLINK("http://x","y")');
});

test('each wrong cell is named with its row, its column and why', () => {
  const { rows, errors } = read(
    row('L-1', { net: '20' }),
    row('L-2', { moisture: '101' }),
    row('L 3', { shares: 'reserve', version: '0' }),
    row('L-4', { warehouse: '' }),
    `${row('L-5')},more`,
    row('L-6'),
  );
  expect(rows.map(({ cells }) => cells.lot)).toEqual(['L-6']);
  expect(errors.map(({ row: line, column }) => [line, column])).toEqual([
    [2, 'net'],
    [3, 'moisture'],
    [4, 'lot'],
    [4, 'version'],
    [4, 'shares'],
    [5, 'warehouse'],
    [6, null],
  ]);
  expect(errors[0]?.sentence).toContain("row 2, net: '20' cannot be read");
});

test('a row that stands there twice is an error at the second one', () => {
  const { errors } = read(row('L-1'), row('L-2'), row('L-1', { net: '19t' }));
  expect(errors).toMatchObject([{ row: 4, sentence: 'row 4, lot: L-1 stands in row 2 already' }]);
});

test('text in another encoding is refused with a sentence, and a byte order mark is none', () => {
  const bytes = Buffer.from(`${HEADER}\n${row('L-1', { form: 'pâte' })}`, 'latin1');
  expect(() => readStockFile('deliveries', bytes.toString('utf8'))).toThrow(
    'the file is not UTF-8 text: row 2 has a character that is no UTF-8',
  );
  const wide = Buffer.from(`${HEADER}\n${row('L-1')}`, 'utf16le').toString('utf8');
  expect(() => readStockFile('deliveries', wide)).toThrow('UTF-16');
  expect(readStockFile('deliveries', `\uFEFF${HEADER}\n${row('L-1')}`).errors).toEqual([]);
});

test('a table without its columns, or with a quote that never ends, is refused', () => {
  expect(() => readStockFile('assays', 'lot,laboratory\n')).toThrow('has no column number');
  expect(() => read(row('L-1', { form: '"open' }))).toThrow('row 2 has a quote');
  expect(() => readStockFile('deliveries', `${HEADER},net\n`)).toThrow('has twice the column net');
});

test('rows end with any line end', () => {
  expect(csvRows('a,b\r\nc,\rd,e\n').map(({ row: line, cells }) => [line, ...cells])).toEqual([
    [1, 'a', 'b'],
    [2, 'c', ''],
    [3, 'd', 'e'],
  ]);
  expect(csvRows('a,')).toEqual([{ row: 1, cells: ['a', ''] }]);
});
