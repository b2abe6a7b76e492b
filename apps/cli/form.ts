import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import type { FileForm, TableFile } from '#client/index.js';
import { ownFile } from '#platform/own-file.js';
import { write } from './screen.js';
import { UsageError } from './usage-error.js';

/** As what an answer is wanted, and where. */
export interface Form {
  readonly format: 'table' | 'json' | FileForm['format'];
  /** The screen where absent. */
  readonly out?: string;
  readonly bom?: boolean;
}

/** How an answer is had as each of them. */
export interface Ways<Answer> {
  whole(): Promise<Answer>;
  /** Of what is held here, as text. */
  print(answer: Answer): string;
  file(form: FileForm): Promise<TableFile>;
}

type Content = Iterable<string> | TableFile['content'];

const FORMATS: readonly Form['format'][] = ['table', 'csv', 'json', 'xlsx', 'parquet'];
const BINARY: readonly Form['format'][] = ['xlsx', 'parquet'];

/** The options that say as what an answer is wanted. */
export function addForm(command: Command): Command {
  return command
    .addOption(new Option('--format <format>').choices(FORMATS).default('table'))
    .option('--out <file>', 'where it goes; to the screen unless named')
    .option('--bom', 'begin a CSV with a byte order mark, for spreadsheets that want one');
}

/** @throws UsageError for what a terminal cannot show: before anything is asked */
export function checkForm({ format, out }: Form): void {
  if (out === undefined && BINARY.includes(format) && process.stdout.isTTY)
    throw new UsageError(`${format} is nothing for a screen: name a file with --out`);
}

/** Asks for an answer and gives it as it is wanted. */
export async function give<Answer>({ format, bom = false, out }: Form, ways: Ways<Answer>): Promise<void> {
  if (format === 'table') return put([ways.print(await ways.whole())], out);
  if (format === 'json') return put([`${JSON.stringify(await ways.whole(), null, 2)}\n`], out);
  const { content } = await ways.file({ format, bom });
  return put(content, out);
}

/** Into a file as it comes, or to the screen. */
async function put(content: Content, out: string | undefined): Promise<void> {
  if (out === undefined) return toScreen(content);
  const file = await ownFile(out);
  try {
    for await (const piece of content) await file.writeFile(piece);
  } catch (error) {
    // Half of an answer is none.
    await rm(out, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** To a terminal as text that does not steer it. */
async function toScreen(content: Content): Promise<void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const piece of content) {
    if (typeof piece === 'string') write(piece);
    else if (process.stdout.isTTY) write(decoder.decode(piece, { stream: true }));
    else if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}
