import type { RecordedEvent } from '#kernel/event.js';
import { logEntry } from '#kernel/log-entry.js';
import type { StoredEvent } from '#kernel/ports/log-tree.js';
import type { HeadAccepted } from '#ledger/accepted-head.js';
import { isIncluded, type TreeHead } from '#merkle/check-proofs.js';
import { HASH_BYTES, leafHash } from '#merkle/hashes.js';
import { KeptTree } from '#merkle/kept-tree.js';
import { NotProven } from '#merkle/not-proven.js';
import { readProof } from '#merkle/proof-text.js';
import { tilePath } from '#merkle/tile-path.js';
import { TILE_HASHES, tileWidth, type TilePlace } from '#merkle/tiles.js';
import type { PeriodClosed } from '#subjects/periods/period.events.js';
import type { AuditedLog } from './audited-log.js';
import { eventNamed, keptEntry, leafDifference } from './leaf-difference.js';

const CLOSED: PeriodClosed['type'] = 'PeriodClosed';
const ACCEPTED: HeadAccepted['type'] = 'HeadAccepted';

/**
 * Works the tree over a log out anew from its events, and compares it with every tile that is kept and with the head. Nothing of what it is
 * shown is believed but a signed head.
 */
export class LogCheck {
  private readonly tree = new KeptTree();
  private readonly leaves = new Map<number, { readonly index: number; readonly hash: Buffer }>();
  private last = 0;
  /** What closings tell of other events, each with how many events there were with it. */
  private broken: readonly { readonly size: number; readonly what: string }[] = [];

  constructor(private readonly log: AuditedLog) {
    for (const { position } of log.proofs) this.leaves.set(position, { index: -1, hash: Buffer.alloc(0) });
  }

  /** Events that were looked at. */
  get size(): number {
    return this.tree.size;
  }

  /** The last one's. */
  get position(): number {
    return this.last;
  }

  /** The events of the log up to its head, each when it was found to be the one in the tree. @throws NotProven with the first that is not */
  async *pages(): AsyncIterable<readonly RecordedEvent[]> {
    let tile: StoredEvent[] = [];
    for await (const page of this.log.pages())
      for (const stored of page) {
        tile.push(stored);
        if (tile.length < TILE_HASHES) continue;
        yield await this.looked(tile);
        tile = [];
      }
    if (tile.length > 0) yield await this.looked(tile);
    await this.end();
  }

  /** @throws NotProven where the log does not begin with all that a head stands for */
  needPrefix({ size, root }: TreeHead): void {
    const named = `the head of size ${String(size)} is not a prefix of this log`;
    if (size > this.size) throw new NotProven(`${named}: it has ${String(this.size)} events only`);
    const own = this.tree.root(size);
    if (!own.equals(root))
      throw new NotProven(
        `${named}: its first ${String(size)} events have the root ${shown(own)}, and the head has ${shown(root)}`,
      );
  }

  /** The events of one tile of leaves. */
  private async looked(stored: readonly StoredEvent[]): Promise<readonly RecordedEvent[]> {
    const first = this.tree.size;
    const place = { level: 0, number: first / TILE_HASHES };
    const width = tileWidth(place, this.log.head.size);
    const kept = width === 0 ? Buffer.alloc(0) : await this.kept(place, width);
    for (const [i, { event, texts }] of stored.entries()) {
      if (i >= width)
        throw new NotProven(
          `${eventNamed(event)} is not in the tree, which is of ${String(this.log.head.size)} events: the head is an old one, or it was not put there by Tallybook`,
        );
      const entry = logEntry(first + i, event, texts);
      const hash = leafHash(entry);
      const right = kept.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
      if (!hash.equals(right))
        throw await this.different({ event, entry, before: this.last, index: first + i }, place, i, right);
      if (this.leaves.has(event.position)) this.leaves.set(event.position, { index: first + i, hash });
      this.tree.add(hash);
      this.last = event.position;
      this.checkClosing(event);
      this.takeAccepted(event);
    }
    if (stored.length < width) throw this.missing();
    return stored.map(({ event }) => event);
  }

  /** A closing tells the root over all that its figures are of: whoever makes the tree anew has to make that anew too. */
  private checkClosing(event: RecordedEvent): void {
    const head = event.type === CLOSED ? (event.data as PeriodClosed['data']).head : undefined;
    if (head === undefined) return;
    const found = head.size > this.size ? undefined : shown(this.tree.root(head.size));
    if (found === head.root) return;
    const what = `${eventNamed(event)} tells that the first ${String(head.size)} events had the root ${head.root}, and they have ${found ?? 'none'}: one of them was changed`;
    this.broken = [...this.broken, { size: this.size, what }];
  }

  /** Somebody has looked into what is wrong with the events in front of it, and goes on with them. */
  private takeAccepted(event: RecordedEvent): void {
    if (event.type !== ACCEPTED) return;
    const { size, root } = event.data as HeadAccepted['data'];
    if (size < this.size && shown(this.tree.root(size)) === root)
      this.broken = this.broken.filter((one) => one.size > size);
  }

  private async different(
    other: Parameters<typeof leafDifference>[0],
    place: TilePlace,
    at: number,
    right: Buffer,
  ): Promise<NotProven> {
    const width = tileWidth(place, this.log.head.size);
    const entries = await this.log.tile({ level: 'entries', number: place.number, width });
    return new NotProven(leafDifference(other, keptEntry(entries, at, right)));
  }

  private missing(): NotProven {
    return new NotProven(
      `the log ends with position ${String(this.last)}, and its tree is of ${String(this.log.head.size)} events, not of ${String(this.size)}: the event at position ${String(this.last + 1)} is missing`,
    );
  }

  /** What is left to be compared when all events were looked at. */
  private async end(): Promise<void> {
    const { head, proofs } = this.log;
    if (this.size < head.size) throw this.missing();
    for (const { what } of this.broken) throw new NotProven(what);
    for (const place of this.placesAbove()) {
      const width = tileWidth(place, head.size);
      const kept = await this.kept(place, width);
      if (this.tree.tile(place)?.equals(kept) !== true)
        throw new NotProven(`the tile ${tilePath({ ...place, width })} that is kept is not of these events`);
    }
    if (!this.tree.root(head.size).equals(head.root))
      throw new NotProven(
        `the head is of another history: these ${String(head.size)} events have the root ${shown(this.tree.root(head.size))}, and it has ${shown(head.root)}`,
      );
    for (const { position, text } of proofs) this.checkProof(position, text);
  }

  /** Tiles that are not of leaves. */
  private *placesAbove(): Iterable<TilePlace> {
    for (let level = 1; tileWidth({ level, number: 0 }, this.size) > 0; level++)
      for (let number = 0; tileWidth({ level, number }, this.size) > 0; number++) yield { level, number };
  }

  private checkProof(position: number, text: string): void {
    const said = `the proof that the event at position ${String(position)} is in the log`;
    const leaf = this.leaves.get(position);
    const { index, hashes } = readProof(text);
    if (leaf === undefined || leaf.index === -1) throw new NotProven(`${said} is of no event: there is none`);
    if (index !== leaf.index)
      throw new NotProven(`${said} is of index ${String(index)}, and the event has index ${String(leaf.index)}`);
    if (!isIncluded(leaf.hash, index, this.log.head, hashes))
      throw new NotProven(`${said} is wrong: it does not lead to the root of the head`);
  }

  /** @throws NotProven for one that is not there or breaks off */
  private async kept(place: TilePlace, width: number): Promise<Buffer> {
    const name = tilePath({ ...place, width });
    const kept = await this.log.tile({ ...place, width });
    if (kept === undefined) throw new NotProven(`the tile ${name} is missing`);
    if (kept.length !== width * HASH_BYTES)
      throw new NotProven(
        `the tile ${name} is truncated: it has ${String(kept.length)} bytes of ${String(width * HASH_BYTES)}`,
      );
    return kept;
  }
}

function shown(root: Buffer): string {
  return root.toString('base64');
}
