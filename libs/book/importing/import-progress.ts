import { NOTHING, type Counts, type Progress } from '#imports/send-file.js';
import type { ImportStatus } from './import.answers.js';
import { Rate } from './rate.js';
import { SentTypes } from './sent-types.js';

type State = ImportStatus['state'];
type Told = Pick<
  ImportStatus,
  'progress' | 'facts' | 'rate' | 'secondsLeft' | 'accepted' | 'duplicates' | 'rejected' | 'position' | 'types'
>;

/** How far an import is. */
export class ImportProgress {
  state: State = 'reading';
  private size = 0;
  private done = 0;
  private facts = 0;
  private counts: Counts = NOTHING;
  private readonly types = new SentTypes();
  private readonly rate = new Rate();

  /** @param size of it, in what `reached` counts */
  begin(state: State, size: number): void {
    this.state = state;
    this.size = size;
    this.done = 0;
    // Figures catch up with facts that are all recorded.
    if (state === 'projecting') this.rate.end();
    else this.rate.begin();
  }

  reached(done: number): void {
    this.done = done;
  }

  /** Facts are settled. */
  settled({ done, facts, counts }: Pick<Progress, 'done' | 'facts' | 'counts'>): void {
    this.done = done;
    this.facts += facts;
    this.counts = counts;
  }

  /** A fact is sent. @param text as JSON */
  sent(text: string): void {
    this.types.add(text);
  }

  end(state: State): void {
    this.state = state;
    this.rate.end();
  }

  /** The highest position of a fact of it. */
  get position(): number {
    return this.counts.position;
  }

  get told(): Told {
    const { position, accepted, duplicates, rejected } = this.counts;
    const progress = this.state === 'done' ? 1 : Math.min(1, this.size === 0 ? 0 : this.done / this.size);
    return {
      progress,
      facts: this.facts,
      rate: this.rate.of(this.facts),
      secondsLeft: this.rate.left(progress),
      accepted,
      duplicates,
      rejected,
      position: String(position),
      types: this.types.told,
    };
  }
}
