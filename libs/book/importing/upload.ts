import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkTableName } from '#imports/table-name.js';
import { kindOf } from '#imports/source-file.js';
import { Problem } from '#kernel/problem.js';
import { fileNameOf } from './file-name.js';
import { invalid, refusing } from './refusing.js';

/** A part of what is sent: the file itself, its map, or one more table. */
export interface UploadPart {
  /** `file`, `map`, or what the table is called. */
  readonly field: string;
  /** Of the file that it is; absent where it is none, or where the request says it. */
  readonly fileName?: string;
  readonly chunks: AsyncIterable<Buffer>;
}

/** What has come, in its folder. */
export interface Uploaded {
  /** Of the file. */
  readonly name: string;
  /** SQL. */
  readonly map?: string;
  /** Further tables, each with where its file is in the folder. */
  readonly others: ReadonlyMap<string, string>;
  readonly bytes: number;
}

/** Readable by the process's own user only: files have names and addresses in them. */
const PRIVATE = 0o600;
const PRIVATE_FOLDER = 0o700;
/** Bytes of a map. */
const LONGEST_MAP = 1_000_000;
/** Further tables of a map. */
const MOST_TABLES = 20;

interface Room {
  readonly folder: string;
  /** That all of it may have. */
  readonly megabytes: number;
}

/**
 * Writes what is sent into a folder as it comes. @param name of the file, where the request says it
 * @throws Problem `invalid-request`, `body-too-large`, `storage-full`
 */
export async function receive(
  parts: AsyncIterable<UploadPart>,
  name: string | undefined,
  room: Room,
): Promise<Uploaded> {
  const others = new Map<string, string>();
  let own: string | undefined;
  let map: string | undefined;
  let bytes = 0;
  for await (const part of parts) {
    const write = async (path: string): Promise<void> => {
      bytes += await written(part.chunks, join(room.folder, path), room.megabytes, bytes);
    };
    if (part.field === 'file') {
      if (own !== undefined) throw invalid('file', 'is there twice: import one after another');
      own = fileNameIn(part, name);
      await write(own);
    } else if (part.field === 'map') {
      if (map !== undefined) throw invalid('map', 'is there twice');
      map = await textOf(part.chunks);
    } else {
      const path = tablePath(part, others);
      others.set(part.field, path);
      await write(path);
    }
  }
  if (own === undefined) throw invalid('file', 'is not there: the form needs a part of that name');
  return { name: own, ...(map !== undefined && { map }), others, bytes };
}

function fileNameIn({ field, fileName }: UploadPart, said: string | undefined): string {
  const name = said ?? fileName;
  if (name === undefined) throw invalid(field, 'has no name, whose ending says what it is: send it as a file');
  const plain = fileNameOf(name);
  refusing(said === undefined ? field : 'name', () => kindOf(plain));
  return plain;
}

/** In a folder of its own: two files may have the same name. */
function tablePath(part: UploadPart, others: ReadonlyMap<string, string>): string {
  const { field, fileName } = part;
  if (fileName === undefined)
    throw invalid(
      field,
      'is no file: a form has the file, its map and further tables; all else is said in the address',
    );
  refusing(field, () => checkTableName(field, others.keys()));
  if (others.size === MOST_TABLES)
    throw invalid(field, `is one too many: ${String(MOST_TABLES)} further tables at most`);
  return join(field, fileNameIn(part, undefined));
}

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > LONGEST_MAP) throw invalid('map', `is longer than ${String(LONGEST_MAP)} bytes`);
    parts.push(chunk);
  }
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\ufeff/, '');
}

async function written(
  chunks: AsyncIterable<Buffer>,
  path: string,
  megabytes: number,
  before: number,
): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
  const file = await open(path, 'wx', PRIVATE);
  let bytes = 0;
  try {
    await whereThereIsRoom('the file', async () => {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (before + bytes > megabytes * 1_000_000) throw tooLarge(megabytes);
        await file.writeFile(chunk);
      }
    });
    return bytes;
  } finally {
    await file.close();
  }
}

/** Writes something. @throws Problem `storage-full` */
export async function whereThereIsRoom(what: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== 'ENOSPC') throw error;
    throw new Problem('storage-full', `the disk has no room for ${what}`);
  }
}

function tooLarge(megabytes: number): Problem {
  return new Problem(
    'body-too-large',
    `the file is larger than ${String(megabytes)} MB: split it, send it gzipped with a name that ends in .gz, or raise TALLY_IMPORT_MEGABYTES`,
  );
}
