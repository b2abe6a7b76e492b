import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { CHECKOUT } from '#kernel/checkout.js';

/** Where the page is built to. */
const FOLDER = join(CHECKOUT, 'dist/web');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A file of the page, as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
  /** The same, compressed, by the name of how. */
  readonly compressed: ReadonlyMap<'br' | 'gzip', Buffer>;
}

interface BuiltPage {
  /** All of its files by their path from `/`; they are few and are kept. None where it is not built. */
  readonly files: ReadonlyMap<string, PageFile>;
  /** The addresses within it, all of which are the same file: what they show is its own business. */
  readonly places: readonly string[];
}

export async function builtPage(folder = FOLDER): Promise<BuiltPage> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ifAbsent);
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const contents = new Map<string, Buffer>();
  for (const path of paths) contents.set(path.slice(folder.length).replaceAll('\\', '/'), await readFile(path));
  const places = JSON.parse(contents.get('/places.json')?.toString() ?? '[]') as readonly string[];
  return { files: new Map([...contents.keys()].flatMap((path) => fileOf(path, contents))), places };
}

/** What is sent under a path; nothing for what is there for its sake. */
function fileOf(path: string, contents: ReadonlyMap<string, Buffer>): readonly (readonly [string, PageFile])[] {
  const type = TYPES[extname(path)];
  const content = contents.get(path);
  if (type === undefined || content === undefined) return [];
  const compressed = new Map<'br' | 'gzip', Buffer>();
  const add = (coding: 'br' | 'gzip', ending: string): void => {
    const found = contents.get(path + ending);
    if (found !== undefined) compressed.set(coding, found);
  };
  add('br', '.br');
  add('gzip', '.gz');
  return [[path, { type, content, compressed }]];
}

function ifAbsent(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
