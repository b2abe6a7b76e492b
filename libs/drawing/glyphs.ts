import { closeSync, openSync, readSync } from 'node:fs';

/** Code points from one to another, both included. */
type Span = readonly [from: number, to: number];

/** Which characters a font file (TrueType, OpenType) has glyphs of, by its table `cmap`: ISO/IEC 14496-22, 5.2.1. */
export class Glyphs {
  private constructor(private readonly spans: readonly Span[]) {}

  /** @throws Error for a file that is no font */
  static of(file: string): Glyphs {
    const table = tableOf(file, 'cmap');
    return new Glyphs(spansOf(table).sort(([a], [b]) => a - b));
  }

  has(codePoint: number): boolean {
    let [low, high] = [0, this.spans.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [from, to] = this.spans[middle] ?? [0, 0];
      if (codePoint < from) high = middle - 1;
      else if (codePoint > to) low = middle + 1;
      else return true;
    }
    return false;
  }
}

const HEAD = 12;
const ENTRY = 16;

function tableOf(file: string, name: string): Buffer {
  const open = openSync(file, 'r');
  try {
    const read = (at: number, length: number): Buffer => {
      const bytes = Buffer.alloc(length);
      if (readSync(open, bytes, 0, length, at) < length) throw new Error(`${file} is no font: it ends early`);
      return bytes;
    };
    const count = read(0, HEAD).readUInt16BE(4);
    const entries = read(HEAD, count * ENTRY);
    for (let at = 0; at < entries.length; at += ENTRY)
      if (entries.toString('latin1', at, at + 4) === name)
        return read(entries.readUInt32BE(at + 8), entries.readUInt32BE(at + 12));
    throw new Error(`${file} is no font: it has no table ${name}`);
  } finally {
    closeSync(open);
  }
}

/** From the subtable for all of Unicode, or else the one for its first plane. */
function spansOf(cmap: Buffer): Span[] {
  const at = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.readUInt32BE(4 + i * 8 + 4));
  const withFormat = (format: number): number | undefined => at.find((start) => cmap.readUInt16BE(start) === format);
  const [all, first] = [withFormat(12), withFormat(4)];
  if (all !== undefined) return groups(cmap.subarray(all));
  return first === undefined ? [] : segments(cmap.subarray(first));
}

function groups(table: Buffer): Span[] {
  return Array.from({ length: table.readUInt32BE(12) }, (_, i) => {
    const at = 16 + i * 12;
    return [table.readUInt32BE(at), table.readUInt32BE(at + 4)];
  });
}

function segments(table: Buffer): Span[] {
  const bytes = table.readUInt16BE(6);
  return Array.from({ length: bytes / 2 }, (_, i): Span => [
    table.readUInt16BE(16 + bytes + i * 2),
    table.readUInt16BE(14 + i * 2),
  ]).filter(([from]) => from !== 0xffff);
}
