import { TILE_HASHES } from './tiles.js';

/** A tile of hashes, or of what the leaves hold, as C2SP's tlog-tiles names it. */
export interface NamedTile {
  readonly level: number | 'entries';
  readonly number: number;
  /** How many of its 256 are meant. */
  readonly width: number;
}

const PATH = /^(0|[1-9]\d?|entries)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;
const HIGHEST_LEVEL = 63;
const PART = 1_000;

/** Such as `0/x001/067` and `entries/000.p/5`; undefined for what is no path of a tile. */
export function readTilePath(path: string): NamedTile | undefined {
  const [, of = '', digits = '', part] = PATH.exec(path) ?? [];
  const level: NamedTile['level'] = of === 'entries' ? of : Number(of);
  const tile = { level, number: Number(digits.replace(/[x/]/g, '')), width: Number(part ?? TILE_HASHES) };
  const isOne = of !== '' && (level === 'entries' || level <= HIGHEST_LEVEL) && Number.isSafeInteger(tile.number);
  // One tile has one name.
  return isOne && tilePath(tile) === path ? tile : undefined;
}

export function tilePath({ level, number, width }: NamedTile): string {
  const parts = [digitsOf(number % PART)];
  for (let rest = Math.floor(number / PART); rest > 0; rest = Math.floor(rest / PART))
    parts.unshift(`x${digitsOf(rest % PART)}`);
  return `${String(level)}/${parts.join('/')}${width === TILE_HASHES ? '' : `.p/${String(width)}`}`;
}

function digitsOf(part: number): string {
  return String(part).padStart(3, '0');
}
