import { KeptKey } from '#engine/kept-key.js';
import type { Rows } from '#figures/rows.js';
import type { Outbox } from '#kernel/ports/outbox.js';
import { Problem } from '#kernel/problem.js';
import { positionOfToken, positionToken } from '../position-token.js';
import type { NarrowedTo } from '../reading/narrowed.js';
import { planOf } from './plan.js';
import { principal } from './principal.js';

/** Permanent: what the key of positions is kept under, beside what is to leave the house. */
const KEY = 'positions';

/** What of the book whoever asks now sees, and how positions are told to them. */
export class Narrowing {
  private readonly key: KeptKey;

  constructor(outbox: () => Pick<Outbox, 'keep'>) {
    this.key = new KeptKey(outbox, KEY);
  }

  /** Undefined where they see all. @throws Problem `restricted` where they see nothing */
  now(): Promise<NarrowedTo> | undefined {
    const seen = seenNow();
    return seen === undefined ? undefined : this.key.bytes().then((positions) => ({ ...seen, positions }));
  }

  /** A position as it is told to whoever asks now. */
  async shown(position: number): Promise<string> {
    return isNarrowedNow() ? positionToken(await this.key.bytes(), position) : String(position);
  }

  /** The position that a token is of; undefined where it is none of this book. */
  async opened(token: string): Promise<number | undefined> {
    return positionOfToken(await this.key.bytes(), token);
  }
}

/** Whether whoever asks now sees a part only. */
export function isNarrowedNow(): boolean {
  const { rows, minGroup } = principal() ?? {};
  return rows !== undefined || minGroup !== undefined;
}

/** What whoever asks now sees; undefined where all. @throws Problem `restricted` where nothing */
export function seenNow(): Pick<NarrowedTo, 'rows' | 'minGroup'> | undefined {
  const { minGroup } = principal() ?? {};
  const rows = rowsNow();
  if (rows === undefined && minGroup === undefined) return undefined;
  return { ...(rows !== undefined && { rows }), ...(minGroup !== undefined && { minGroup }) };
}

function rowsNow(): Rows | undefined {
  const who = principal();
  const plan = planOf(who ?? {}, who?.told);
  if (plan === 'all') return undefined;
  if (plan !== 'none') return plan.where;
  throw new Problem('restricted', 'the key is narrowed to nothing: there is no value left that it could see');
}
