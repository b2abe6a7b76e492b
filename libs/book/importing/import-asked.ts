import { checkEncoding } from '#imports/decoded.js';
import { READING_OPTIONS, type ReadingOptions } from '#imports/reading-options.js';
import { kindOf } from '#imports/source-file.js';
import { didYouMean } from '#imports/did-you-mean.js';
import { shown } from '#kernel/shown.js';
import { fileNameOf } from './file-name.js';
import { PRESETS } from './presets.js';
import { invalid, refusing } from './refusing.js';
import type { SaidOfAll } from './sending.js';
import type { Uploaded } from './upload.js';

/** What a request says of the file that it sends. */
export interface ImportRequest extends ReadingOptions, SaidOfAll {
  /** Of the file: its ending says what it is. Absent where the file itself has it. */
  readonly name?: string;
  readonly preset?: string;
  /** SQL. */
  readonly map?: string;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
}

/** The same, looked through. */
export interface ImportAsked {
  /** With which it can be a file of a folder; empty where only the file will say it. */
  readonly name: string;
  readonly isMapped: boolean;
  readonly preset: string | undefined;
  /** SQL; absent where none is named. */
  readonly map: string | undefined;
  /** Further tables of the map, each with its file. */
  readonly others: ReadonlyMap<string, string>;
  readonly options: ReadingOptions;
  readonly said: SaidOfAll;
  readonly dryRun: boolean;
  readonly quiet: boolean;
}

/** @param uploaded what has come of it; absent before that @throws Problem `invalid-request` naming what is wrong */
export async function readAsked(request: ImportRequest, uploaded?: Uploaded): Promise<ImportAsked> {
  const { preset, dryRun = false, quiet = false, emitter, knownSince } = request;
  const name = fileNameOf(uploaded?.name ?? request.name ?? '');
  const isMapped = name === '' || refusing('name', () => kindOf(name)) !== 'ndjson';
  const map = mapIn(request, uploaded);
  const others = uploaded?.others ?? new Map<string, string>();
  const mapping = [
    ...(preset === undefined ? [] : ['preset']),
    ...(map === undefined ? [] : ['map']),
    ...others.keys(),
  ];
  if (!isMapped && mapping[0] !== undefined)
    throw invalid(mapping[0], 'is for CSV, TSV, XLSX and XML: the lines of NDJSON are facts already');
  if (preset !== undefined && map !== undefined) throw invalid('map', 'cannot be given with preset: name one of them');
  const { encoding } = request;
  if (encoding !== undefined) refusing('encoding', () => checkEncoding(encoding));
  return {
    name,
    isMapped,
    preset,
    map: preset === undefined ? map : await sqlOf(preset),
    others,
    options: Object.fromEntries(
      READING_OPTIONS.flatMap((option) => (request[option] === undefined ? [] : [[option, request[option]]])),
    ),
    said: { ...(emitter !== undefined && { emitter }), ...(knownSince !== undefined && { knownSince }) },
    dryRun,
    quiet,
  };
}

function mapIn({ map }: ImportRequest, uploaded: Uploaded | undefined): string | undefined {
  if (uploaded?.map === undefined) return map;
  if (map !== undefined) throw invalid('map', 'is in the address and in the body: say it once');
  if (uploaded.map.trim() === '') throw invalid('map', 'is empty: leave it out for a first map of the file');
  return uploaded.map;
}

async function sqlOf(preset: string): Promise<string> {
  const names = await PRESETS.names();
  if (names.includes(preset)) return PRESETS.read(preset);
  throw invalid('preset', `is none of ${names.join(', ')}: ${shown(preset)}${didYouMean(preset, names)}`);
}
