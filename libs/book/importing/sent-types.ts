import { COMMANDS } from '#subjects/tables.js';

const TYPE = /^\s*\{\s*"type"\s*:\s*"(\w{1,100})"/;

/** How many facts of each type were sent. */
export class SentTypes {
  private readonly counts = new Map<string, number>();

  /** @param text of a fact, as JSON; one that is of no type is not counted */
  add(text: string): void {
    const [, type] = TYPE.exec(text) ?? [];
    if (type !== undefined && Object.hasOwn(COMMANDS, type)) this.counts.set(type, (this.counts.get(type) ?? 0) + 1);
  }

  get told(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts);
  }
}
