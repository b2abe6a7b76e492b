import { setTimeout as pauseFor } from 'node:timers/promises';

/** Milliseconds of work from one rest to the next: facts that come in smaller pieces cost more of the machine, each. */
const STRETCH = 48;
/** Milliseconds of rest at most for each of work: what gives way goes on at about a tenth of its rate, however long others wait. */
const MOST = 9;
/** Milliseconds from one look at whether others still wait to the next. */
const LOOK = 5;

interface Clock {
  /** Milliseconds. */
  now(): number;
  pause(ms: number): Promise<unknown>;
}

const CLOCK: Clock = { now: () => performance.now(), pause: (ms) => pauseFor(ms) };

/**
 * Has work that nobody waits for in this moment, such as imports, leave the machine to those who do wait. All such work of a process asks
 * the same one: it rests together, so that many imports take no more than one.
 */
export class GivingWay {
  /** Milliseconds worked since the last rest, while others waited. */
  private worked = 0;
  private resting: Promise<void> | undefined;

  /** @param doOthersWait asked again and again: to be told without work */
  constructor(
    private readonly doOthersWait: () => boolean,
    private readonly clock: Clock = CLOCK,
  ) {}

  /** Resolves when the next so many milliseconds of work may be done: when nobody waits, or all have rested nine times as long as they worked. */
  async before(ms: number): Promise<void> {
    if (!this.doOthersWait()) this.worked = 0;
    else if (this.worked >= STRETCH) await (this.resting ??= this.rest());
    this.worked += ms;
  }

  private async rest(): Promise<void> {
    const { clock } = this;
    const end = clock.now() + MOST * this.worked;
    for (let now = clock.now(); now < end && this.doOthersWait(); now = clock.now())
      await clock.pause(Math.min(LOOK, end - now));
    this.worked = 0;
    this.resting = undefined;
  }
}
