import { describe, expect, it } from '@jest/globals';
import type { TableRow, Unread } from '../table.js';
import { ublTable } from './ubl-table.js';

const NAMES = 'urn:oasis:names:specification:ubl:schema:xsd:';
const HEAD = `<Invoice xmlns="${NAMES}Invoice-2" xmlns:a="${NAMES}CommonAggregateComponents-2" xmlns:b="${NAMES}CommonBasicComponents-2">`;

/** An invoice of one line. */
function invoice({ amount = '10.00', total = '10.00', currency = 'EUR', item = 'tea', more = '' } = {}): string {
  return `${HEAD}<b:ID>F-1</b:ID><b:IssueDate>2024-03-05</b:IssueDate><b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>${more}
<a:LegalMonetaryTotal><b:TaxExclusiveAmount currencyID="EUR">${total}</b:TaxExclusiveAmount></a:LegalMonetaryTotal>
<a:InvoiceLine><b:ID>1</b:ID><b:InvoicedQuantity>1</b:InvoicedQuantity><b:LineExtensionAmount currencyID="${currency}">${amount}</b:LineExtensionAmount>
<a:Item><b:Name>${item}</b:Name></a:Item></a:InvoiceLine></Invoice>`;
}

async function* inPieces(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** @param size of the pieces in which it is read */
async function read(text: string | Buffer, size = 65_536) {
  const bytes = Buffer.from(text);
  const { columns, rows } = await ublTable(
    { name: 'a.xml', encoding: 'utf-8', open: () => inPieces(bytes, size) },
    false,
  );
  const found: (TableRow | Unread)[] = [];
  for await (const row of rows) found.push(row);
  const cell = (row: TableRow | Unread | undefined, column: string) => row?.cells[columns.indexOf(column)];
  return { found, cell };
}

describe('a table of UBL', () => {
  it('has a row for each line, in whatever pieces it is read', async () => {
    for (const size of [1, 7, 65_536]) {
      const { found, cell } = await read(invoice({ item: 'Käse &lt;x&gt; &#8364;' }), size);
      expect(found).toHaveLength(1);
      expect(found[0]?.line).toBe(3);
      expect(
        ['Document', 'ID', 'ItemName', 'LineExtensionAmount', 'LineDiscount', 'TaxAmount'].map((name) =>
          cell(found[0], name),
        ),
      ).toEqual([...['Invoice', 'F-1', 'Käse <x> €', '10.00', '0', null]]);
    }
  });

  it('is read in the encoding that it says', async () => {
    const latin = Buffer.from(`<?xml version='1.0' encoding='iso-8859-1'?>${invoice({ item: 'Käse' })}`, 'latin1');
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(invoice({ item: 'Käse' }), 'utf16le')]);
    for (const bytes of [latin, marked]) {
      const { found, cell } = await read(bytes);
      expect(cell(found[0], 'ItemName')).toBe('Käse');
    }
  });

  it.each([
    ['lines that do not come to the total', { total: '10.01' }, 'come to 10, its TaxExclusiveAmount is 10.01'],
    ['an amount in another currency', { currency: 'USD' }, 'is in USD, the document in EUR'],
    ['an amount that is none', { amount: 'ten' }, 'must be a decimal number'],
    ['an amount of more digits than are kept', { amount: '10.0000001' }, 'at most 6 decimals'],
  ])('tells %s as what cannot be read, under its id', async (_, said, detail) => {
    const { found } = await read(invoice(said));
    expect(found.filter((row) => 'detail' in row)).toEqual([
      { line: 1, detail: expect.stringContaining(detail), cells: ['F-1'] },
    ]);
  });

  const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${String(i + 1)} "${`&l${String(i)};`.repeat(10)}">`).join(
    '',
  );
  const hostile: readonly (readonly [string, string | Buffer, string])[] = [
    [
      'an entity that grows',
      `<!DOCTYPE x [<!ENTITY l0 "lol">${lol}]>${invoice({ item: '&l9;' })}`,
      'document type declaration',
    ],
    [
      'a file that is fetched',
      `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${invoice({ item: '&f;' })}`,
      'document type declaration',
    ],
    [
      'a definition that is fetched',
      `<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">${invoice()}`,
      'document type declaration',
    ],
    ['a declaration without an end', `<!DOCTYPE x [${' '.repeat(300_000)}`, ''],
    ['an entity that nobody defined', invoice({ item: '&eacute;' }), 'no well-formed XML'],
    ['depth', invoice({ more: '<a:N>'.repeat(40) + '</a:N>'.repeat(40) }), 'nested deeper than 32 levels'],
    ['depth without an end', '<a>'.repeat(100_000), 'nested deeper than 32 levels'],
    [
      'attributes',
      invoice({ more: `<b:N ${Array.from({ length: 100 }, (_, i) => `x${String(i)}="1"`).join(' ')}/>` }),
      'more than 64 attributes',
    ],
    ['length', invoice({ item: 'x'.repeat(200_000) }), 'more than 100000 characters'],
    [
      'length in pieces',
      invoice({ item: `${'x'.repeat(1_000)}<![CDATA[${'y'.repeat(1_000)}]]>`.repeat(100) }),
      'more than 100000 characters',
    ],
    ['a name without an end', `<${'n'.repeat(300_000)}`, ''],
    ['an end that does not fit', '<a><b></a>', 'no well-formed XML'],
    ['what is cut off', invoice().slice(0, -20), 'no well-formed XML'],
    ['bytes of another encoding', Buffer.from(invoice({ item: 'Käse' }), 'latin1'), 'is not UTF-8'],
    ['an encoding that hides', `<?xml version="1.0" encoding="utf-7"?>${invoice()}`, 'there is no encoding utf-7'],
    ['no invoice', '<order/>', 'neither an Invoice nor a CreditNote'],
    ['an invoice of nobody', '<Invoice><ID>1</ID></Invoice>', 'neither an Invoice nor a CreditNote'],
    ['nothing', '', ''],
  ];
  it.each(hostile)('refuses %s', async (_, text, detail) => {
    await expect(read(text)).rejects.toMatchObject({ name: 'ImportError', message: expect.stringContaining(detail) });
  });
});
