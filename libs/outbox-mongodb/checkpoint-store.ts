import type { Collection, Db } from 'mongodb';
import { inserted, MAJORITY } from './inserted.js';

/** Where a reaction was after so many moves, under `MOVE:REACTION`. */
interface Move {
  readonly _id: string;
  readonly reaction: string;
  readonly move: number;
  readonly position: number;
}

/** Moves kept of each reaction, and after how many the others are removed. */
const KEPT = 8;

/** Checkpoints by compare and set: each move is inserted after the one before, which one of many can do. */
export class CheckpointStore {
  private readonly moves: Collection<Move>;

  constructor(db: Db, name: string) {
    this.moves = db.collection<Move>(`${name}.checkpoints`, MAJORITY);
  }

  async prepare(): Promise<void> {
    await this.moves.createIndex({ reaction: 1, move: -1 });
  }

  async read(reaction: string): Promise<number | undefined> {
    return (await this.last(reaction))?.position;
  }

  async moveOn(reaction: string, from: number | undefined, position: number): Promise<'moved' | 'stale'> {
    const last = await this.last(reaction);
    if (last?.position !== from) return 'stale';
    const move = (last?.move ?? 0) + 1;
    if (!(await inserted(this.moves, { _id: `${String(move)}:${reaction}`, reaction, move, position }))) return 'stale';
    // One that slept for long may have taken a place that was removed: the last move counts.
    if ((await this.last(reaction))?.move !== move) return 'stale';
    if (move % KEPT === 0) await this.moves.deleteMany({ reaction, move: { $lte: move - KEPT } });
    return 'moved';
  }

  private async last(reaction: string): Promise<Move | undefined> {
    return (await this.moves.findOne({ reaction }, { sort: { move: -1 } })) ?? undefined;
  }
}
