import type { Table } from '#kernel/table.js';
import { onePage } from '#kernel/table.js';
import { writeCsv } from '#exports/csv.js';
import { workbookPieces } from '#exports/xlsx.js';
import { zipped } from '#exports/zip.js';
import { answerTable } from '#figures/answer-table.js';
import type { Report, ReportChange, ReportDocument, ReportPart } from './report.js';
import { reportTexts } from './report-texts.js';

/** A workbook with a sheet for each part, one for what has changed, and one that says what all of it is. @throws Problem `answer-too-large` */
export async function xlsxReport(report: Report): Promise<ReportDocument> {
  const sheets = namedTables(report).map(([name, table]) => ({ name, table }));
  const bytes = await joined(workbookPieces(sheets, () => aboutOf(report)));
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { bytes, type, extension: 'xlsx', pictures: [], missing: '' };
}

/** A table as CSV; several tables as a ZIP archive with a file for each, since no CSV has two. */
export async function csvReport(report: Report): Promise<ReportDocument> {
  const tables = namedTables(report);
  const [first, ...others] = tables;
  if (first !== undefined && others.length === 0)
    return {
      bytes: await joined(writeCsv(first[1], {})),
      type: 'text/csv; charset=utf-8',
      extension: 'csv',
      pictures: [],
      missing: '',
    };
  const files = tables.map(([name, table]) => [`${name}.csv`, textsOf(table)] as const);
  return { bytes: await joined(zipped(files)), type: 'application/zip', extension: 'zip', pictures: [], missing: '' };
}

function namedTables(report: Report): readonly (readonly [name: string, table: Table])[] {
  const { changes = [], language, parts } = report;
  const texts = reportTexts(language);
  const tables = parts.map((part) => [part.title, tableOf(part)] as const);
  const all = changes.length === 0 ? tables : [...tables, [texts.changes, changesTable(changes, language)] as const];
  const taken = new Set<string>(['about']);
  return all.map(([title, table]) => [nameOf(title, taken), table] as const);
}

function tableOf({ answer, question = {}, meanings = {} }: ReportPart): Table {
  return answerTable(answer, question, (name) => meanings[name]);
}

function changesTable(changes: readonly ReportChange[], language: Report['language']): Table {
  const texts = reportTexts(language);
  // Figures of different metrics stand below each other: as text they are what they are.
  const text = (name: string, label: string) => ({ name, type: 'text', label }) as const;
  return {
    name: 'changes',
    columns: [text('figure', texts.figure), text('before', texts.before), text('after', texts.after)],
    pages: onePage(changes.map(({ title, before, after }) => [title, before, after])),
    about: () => [],
  };
}

const LONGEST = 31;

/** What a sheet and a file may be called: short, without what either forbids, each once. */
function nameOf(title: string, taken: Set<string>): string {
  const plain =
    title
      .replace(/[[\]:*?/\\'"<>|\p{Cc}]/gu, ' ')
      .trim()
      .slice(0, LONGEST)
      .toWellFormed() || 'table';
  let name = plain;
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${plain.slice(0, LONGEST - 4)} ${String(i)}`;
  taken.add(name.toLowerCase());
  return name;
}

function aboutOf(report: Report): ReturnType<Table['about']> {
  const { title, period, asOf, knownAt, position, definitions, notes = [], parts } = report;
  return [
    ['title', title],
    ['period', period],
    ['asOf', asOf],
    ['knownAt', knownAt ?? 'everything recorded'],
    ['position', position],
    ...Object.entries(definitions).map(([name, value]) => [`definitions.${name}`, value] as const),
    ...notes.map((note) => ['note', note] as const),
    ...parts.flatMap(({ title: part, question, meanings = {} }) => [
      ...(question === undefined ? [] : [[part, JSON.stringify(question)] as const]),
      ...Object.entries(meanings),
    ]),
  ];
}

async function* textsOf(table: Table): AsyncGenerator<string> {
  for await (const piece of writeCsv(table, {})) yield Buffer.from(piece).toString();
}

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
