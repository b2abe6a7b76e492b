import { basename } from 'node:path';
import { checkEncoding } from '#imports/decoded.js';
import { ImportError } from '#imports/import-error.js';
import { presetNames, readPreset } from '#imports/presets.js';
import { READING_OPTIONS, type ReadingOptions } from '#imports/reading-options.js';
import { kindOf } from '#imports/source-file.js';
import { didYouMean } from '#imports/did-you-mean.js';
import { Problem } from '#kernel/problem.js';
import { shown } from '#kernel/shown.js';
import type { SaidOfAll } from './sending.js';

/** What a request says of the file that is its body. */
export interface ImportRequest extends ReadingOptions, SaidOfAll {
  /** Of the file: its ending says what it is. */
  readonly name: string;
  readonly preset?: string;
  /** SQL. */
  readonly map?: string;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
}

/** The same, looked through. */
export interface ImportAsked {
  /** With which it can be a file of a folder. */
  readonly name: string;
  readonly isMapped: boolean;
  readonly preset: string | undefined;
  /** SQL; absent where none is named. */
  readonly map: string | undefined;
  readonly options: ReadingOptions;
  readonly said: SaidOfAll;
  readonly dryRun: boolean;
  readonly quiet: boolean;
}

/** In bytes: systems have room for 255. */
const LONGEST_NAME = 200;

/** @throws Problem `invalid-request` naming the parameter */
export async function readAsked(request: ImportRequest): Promise<ImportAsked> {
  const { preset, map, dryRun = false, quiet = false, emitter, knownSince } = request;
  const name = nameOf(request.name);
  const isMapped = refusing('name', () => kindOf(name)) !== 'ndjson';
  if (!isMapped && (preset !== undefined || map !== undefined))
    throw invalid(
      preset === undefined ? 'map' : 'preset',
      'is for CSV, TSV and XLSX: the lines of NDJSON are facts already',
    );
  if (preset !== undefined && map !== undefined) throw invalid('map', 'cannot be given with preset: name one of them');
  const { encoding } = request;
  if (encoding !== undefined) refusing('encoding', () => checkEncoding(encoding));
  return {
    name,
    isMapped,
    preset,
    map: preset === undefined ? map : await sqlOf(preset),
    options: Object.fromEntries(
      READING_OPTIONS.flatMap((option) => (request[option] === undefined ? [] : [[option, request[option]]])),
    ),
    said: { ...(emitter !== undefined && { emitter }), ...(knownSince !== undefined && { knownSince }) },
    dryRun,
    quiet,
  };
}

/** Without folders, and without what no file may be called; of a long one the end. */
function nameOf(said: string): string {
  const name = basename(said.replaceAll('\\', '/').replace(/\p{Cc}/gu, ' ')).toWellFormed();
  const bytes = Buffer.from(name);
  if (bytes.length <= LONGEST_NAME) return name;
  // The first of its characters may be cut.
  return bytes
    .subarray(-LONGEST_NAME)
    .toString('utf8')
    .replace(/^\ufffd+/, '');
}

async function sqlOf(preset: string): Promise<string> {
  const names = await presetNames();
  if (names.includes(preset)) return readPreset(preset);
  throw invalid('preset', `is none of ${names.join(', ')}: ${shown(preset)}${didYouMean(preset, names)}`);
}

function refusing<Value>(parameter: string, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    if (error instanceof ImportError) throw invalid(parameter, error.message);
    throw error;
  }
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field}: ${detail}`, [{ field, detail }]);
}
