import { isUtf8 } from 'node:buffer';
import { UsageError } from './usage-error.js';

const NEWLINE = 0x0a;

/** Reads a file to its end. @throws UsageError naming the line and column of the first byte that is not UTF-8 */
export async function checkUtf8(name: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const place = new Place();
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = bytes.subarray(0, bytes.length - unfinished(bytes));
    if (!isUtf8(whole)) throw notUtf8(name, whole, place);
    place.pass(whole);
    rest = bytes.subarray(whole.length);
  }
  if (rest.length > 0) throw notUtf8(name, rest, place);
}

function notUtf8(name: string, bytes: Buffer, place: Place): UsageError {
  let good = 0;
  for (let length = lengthAt(bytes, good); length > 0; length = lengthAt(bytes, good)) good += length;
  place.pass(bytes.subarray(0, good));
  const byte = `0x${(bytes[good] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
  return new UsageError(
    `${name} is not UTF-8: line ${String(place.line)}, column ${String(place.column)} is the byte ${byte}; nothing of the file was recorded. ` +
      'Save it with the encoding UTF-8 (it may be windows-1252 or UTF-16 now)',
  );
}

/** Where in a text: both from 1, the column in characters. */
class Place {
  line = 1;
  column = 1;

  pass(bytes: Buffer): void {
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      this.line++;
      this.column = 1;
      start = end + 1;
    }
    for (let i = start; i < bytes.length; i++) if (!isContinuation(bytes[i])) this.column++;
  }
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** How many bytes at the end are the beginning of a character that goes on in the next chunk. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (isContinuation(byte)) continue;
    return byte >= 0xc0 && wanted(byte) > back ? back : 0;
  }
  return 0;
}

/** Bytes of a character by its first one. */
function wanted(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** Bytes of the character that begins there, 0 where none does. */
function lengthAt(bytes: Buffer, at: number): number {
  if (at >= bytes.length) return 0;
  const length = wanted(bytes[at] as number);
  return at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}
