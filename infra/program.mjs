/**
 * What every program and thread does before it loads its modules; `bundle.mjs` puts it into `dist`, beside their chunks.
 *
 * What V8 makes of their text is kept on disk and taken from there the next time: it is most of what a start costs. Where nothing can be
 * written, each start makes it anew.
 *
 * Stack traces name the sources. Node would do so itself, but reads the maps of all that is loaded while it loads it, in each thread; here one
 * is read when a stack is asked for that goes through its file.
 */
import { readFileSync } from 'node:fs';
import { enableCompileCache, SourceMap } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, URL } from 'node:url';

const CHUNKS = new URL('.', import.meta.url).href;

enableCompileCache(join(dirname(fileURLToPath(CHUNKS)), 'compiled'));

/** Of a file the map, or undefined where it has none, as those of packages. */
const maps = new Map();

function mapOf(file) {
  if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
  return maps.get(file);
}

function readMap(path) {
  try {
    return new SourceMap(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // A stack is wanted because something else went wrong: that is what has to be told.
    return undefined;
  }
}

/** @param {NodeJS.CallSite} frame @returns it as V8 writes it, at its place in the source where that is known */
function shown(frame) {
  const text = String(frame);
  const url = frame.getFileName();
  if (!url?.startsWith(CHUNKS)) return text;
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
  const file = fileURLToPath(url);
  const { fileName, lineNumber, columnNumber } = mapOf(file)?.findOrigin(line, column) ?? {};
  if (fileName === undefined) return text;
  const source = resolve(dirname(file), fileName);
  return text.replace(`${url}:${line}:${column}`, () => `${source}:${lineNumber}:${columnNumber}`);
}

/** What the error is called and says, as V8 has it, also of one that cannot tell. */
function saidBy(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return '<error>';
  }
}

Error.prepareStackTrace = (error, frames) =>
  [saidBy(error), ...frames.map((frame) => `    at ${shown(frame)}`)].join('\n');
