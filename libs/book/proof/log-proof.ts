import { Problem } from '#kernel/problem.js';
import type { LogHead, LogTree } from '#kernel/ports/log-tree.js';
import { refusing } from '#kernel/shown.js';
import { hashLines, proofText } from '#merkle/proof-text.js';
import { readTilePath } from '#merkle/tile-path.js';
import { keptTile } from './kept-tile.js';
import type { SignedHeads } from './signed-heads.js';

/** What is to be proven: that an event is in the log, or that a head begins with all of an earlier one. */
export interface AskedProof {
  readonly position?: string;
  readonly from?: string;
  readonly to?: string;
}

/** What is handed out of the tree over the log, in the forms of C2SP, so that whoever has an earlier head can see whether the log still has it. */
export class LogProof {
  constructor(
    private readonly tree: LogTree,
    private readonly heads: SignedHeads | undefined,
  ) {}

  /** @throws Problem `head-unknown` where none is signed */
  async checkpoint(): Promise<string> {
    return (await this.signed().latest()).note;
  }

  /** How many events there are up to a position, and the root over them in base64; undefined where none has it. */
  async headAt(position: number): Promise<LogHead | undefined> {
    const index = await this.tree.indexOf(position);
    if (index === undefined) return undefined;
    return { size: index + 1, root: (await this.tree.root(index + 1)).toString('base64') };
  }

  /** Signs a head of at least so many positions, where heads are signed: it is kept with those before. */
  async signUpTo(position: number): Promise<void> {
    const index = this.heads === undefined ? undefined : await this.tree.indexOf(position);
    if (index !== undefined) await this.heads?.covering(index + 1);
  }

  /** @param path such as `0/x001/067.p/5` or `entries/000` @throws Problem `head-unknown`, `invalid-request` */
  async tile(path: string): Promise<Buffer> {
    const asked = readTilePath(path);
    if (asked === undefined)
      throw invalid('path', refusing(path, 'must be a tile such as 0/000, 0/x001/067.p/5 or entries/000'));
    const found = await keptTile(this.tree, asked);
    if (found === undefined) throw unknown(`the tree over the log has no tile ${path}`);
    return found;
  }

  /** @throws Problem `head-unknown`, `invalid-request` */
  async proof({ position, from, to }: AskedProof): Promise<string> {
    if (position !== undefined && from === undefined && to === undefined) return this.inclusion(Number(position));
    if (position === undefined && from !== undefined && to !== undefined)
      return this.consistency(Number(from), Number(to));
    throw new Problem('invalid-request', 'name either the position of an event, or from and to of two heads');
  }

  private async inclusion(position: number): Promise<string> {
    const heads = this.signed();
    const index = await this.tree.indexOf(position);
    if (index === undefined) throw unknown(`the log has no event at position ${String(position)}`);
    const { size, note } = await heads.covering(index + 1);
    return proofText({ index, hashes: await this.tree.inclusionProof(index, size), checkpoint: note });
  }

  private async consistency(from: number, to: number): Promise<string> {
    const size = await this.tree.size();
    if (to > size) throw unknown(`the log has ${String(size)} events, fewer than ${String(to)}`);
    if (from > to) throw invalid('from', 'it must be no more than to');
    return hashLines(await this.tree.consistencyProof(from, to));
  }

  private signed(): SignedHeads {
    if (this.heads !== undefined) return this.heads;
    throw unknown(
      'this server signs no heads of its log: make a key with tally keys signing, and name its file in TALLY_SIGNING_KEY_FILE',
    );
  }
}

function unknown(detail: string): Problem {
  return new Problem('head-unknown', detail);
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field}: ${detail}`, [{ field, detail }]);
}
