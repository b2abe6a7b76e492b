import { formatDecimal } from '#kernel/decimal.js';
import { checkEncoding, type Encoded } from '../decoded.js';
import { ImportError } from '../import-error.js';
import { cellOf, type Table, type TableRow, type Unread } from '../table.js';
import { Invoice, type InvoiceLine } from './invoice.js';
import { xmlEvents } from './xml-events.js';

/** Where its elements are; of a document the end of it says what it is. */
const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:';
const ROOTS: ReadonlyMap<string, 'Invoice' | 'CreditNote'> = new Map([
  [`${NAMESPACE}Invoice-2`, 'Invoice'],
  [`${NAMESPACE}CreditNote-2`, 'CreditNote'],
]);

/** A column is a text of the document, or of the line. */
const COLUMNS: Readonly<Record<string, (invoice: Invoice, line: InvoiceLine) => string | undefined>> = {
  Document: ({ kind }) => kind,
  ID: (invoice) => invoice.of('ID'),
  IssueDate: (invoice) => invoice.of('IssueDate'),
  DocumentCurrencyCode: ({ currency }) => currency,
  OrderReference: (invoice) => invoice.of('OrderReference/ID'),
  BillingReference: (invoice) => invoice.of('BillingReference/InvoiceDocumentReference/ID'),
  ...party('Customer'),
  ...party('Supplier'),
  DocumentDiscount: ({ whole }) => whole.discount,
  DocumentCharge: ({ whole }) => whole.charge,
  DocumentChargeReason: ({ whole }) => whole.chargeReason,
  TaxAmount: ({ whole }) => whole.tax,
  TaxExclusiveAmount: (invoice) => invoice.of('LegalMonetaryTotal/TaxExclusiveAmount'),
  LineID: (_, { texts }) => texts.get('ID'),
  Item: (_, { texts }) =>
    texts.get('Item/SellersItemIdentification/ID') ?? texts.get('Item/StandardItemIdentification/ID'),
  ItemName: (_, { texts }) => texts.get('Item/Name') ?? texts.get('Item/Description'),
  Quantity: (_, { texts }) => texts.get('InvoicedQuantity') ?? texts.get('CreditedQuantity'),
  LineExtensionAmount: (_, { texts }) => texts.get('LineExtensionAmount'),
  LineDiscount: (_, { discount }) => formatDecimal(discount),
  TaxPercent: (_, { texts }) => texts.get('Item/ClassifiedTaxCategory/Percent'),
};

/**
 * Invoices and credit notes of UBL 2.1, as Peppol has them: a row for each line, with what its document says. One whose lines do not come to
 * its totals is told as what cannot be read, under its id. @throws ImportError
 */
export async function ublTable(text: Encoded, isSaid: boolean): Promise<Table> {
  const encoding = isSaid ? text.encoding : await encodingOf(text);
  return { columns: Object.keys(COLUMNS), rows: rowsOf({ ...text, encoding }) };
}

async function* rowsOf(text: Encoded): AsyncGenerator<TableRow | Unread> {
  let invoice: Invoice | undefined;
  let [depth, found] = [0, 0];
  for await (const event of xmlEvents(text)) {
    if (invoice === undefined) {
      const kind = event.kind === 'open' ? ROOTS.get(event.uri) : undefined;
      if (event.kind !== 'open' || kind === undefined) continue;
      if (event.name !== kind) continue;
      [invoice, depth] = [new Invoice(kind, event.line), 0];
      found++;
      continue;
    }
    if (event.kind === 'open') depth++;
    if (event.kind === 'close' && depth-- === 0) {
      const detail = invoice.objection();
      if (detail !== undefined) yield { line: invoice.begins, detail, cells: [invoice.of('ID') ?? ''] };
      invoice = undefined;
      continue;
    }
    const line = invoice.read(event);
    if (line !== undefined) yield { line: line.begins, cells: cellsOf(invoice, line) };
  }
  if (found === 0) throw new ImportError(`${text.name} has neither an Invoice nor a CreditNote of UBL 2`);
}

function cellsOf(invoice: Invoice, line: InvoiceLine): readonly (string | null)[] {
  return Object.values(COLUMNS).map((column) => cellOf(column(invoice, line) ?? ''));
}

/** Whom it is to, or from. */
function party(role: 'Customer' | 'Supplier'): typeof COLUMNS {
  const at = (...paths: readonly string[]) => paths.map((path) => `Accounting${role}Party/Party/${path}`);
  return {
    [`${role}ID`]: (invoice) =>
      invoice.of(
        ...at('PartyIdentification/ID', 'EndpointID', 'PartyLegalEntity/CompanyID', 'PartyTaxScheme/CompanyID'),
        ...at('PartyName/Name', 'PartyLegalEntity/RegistrationName'),
      ),
    [`${role}Name`]: (invoice) => invoice.of(...at('PartyLegalEntity/RegistrationName', 'PartyName/Name')),
    [`${role}Country`]: (invoice) => invoice.of(...at('PostalAddress/Country/IdentificationCode')),
  };
}

/** Bytes in which a document says its encoding. */
const BEGINNING = 200;

/** As the document says it; UTF-8 where it does not. @throws ImportError for one that nobody knows */
async function encodingOf({ encoding, open }: Encoded): Promise<string> {
  let beginning = Buffer.alloc(0);
  for await (const chunk of open()) {
    beginning = Buffer.concat([beginning, chunk.subarray(0, BEGINNING)]);
    if (beginning.length >= BEGINNING) break;
  }
  const [, said] =
    /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(beginning.toString('latin1')) ?? [];
  if (said === undefined) return encoding;
  checkEncoding(said);
  // A mark of two bytes says it otherwise, and is believed.
  return /^utf-16$/i.test(said) ? 'utf-8' : said;
}
