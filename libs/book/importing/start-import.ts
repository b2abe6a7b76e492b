import type { Book } from '../book.js';
import { readAsked, type ImportRequest } from './import-asked.js';
import type { Begun } from './imports.js';

/** Imports a file, the body of a request. @throws Problem */
export async function startImport(book: Book, request: ImportRequest, file: AsyncIterable<Buffer>): Promise<Begun> {
  return book.imports.start(book, await readAsked(request), file);
}
