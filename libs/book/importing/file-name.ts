import { basename } from 'node:path';

/** In bytes: systems have room for 255. */
const LONGEST = 200;

/** What a file is called that a caller has sent: without folders, and without what no file may be called; of a long name the end. */
export function fileNameOf(said: string): string {
  const name = basename(said.replaceAll('\\', '/').replace(/\p{Cc}/gu, ' ')).toWellFormed();
  const bytes = Buffer.from(name);
  if (bytes.length <= LONGEST) return name;
  // The first of its characters may be cut.
  return bytes
    .subarray(-LONGEST)
    .toString('utf8')
    .replace(/^\ufffd+/, '');
}
