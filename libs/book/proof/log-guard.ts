import { Thread } from '#engine/threads/thread.js';
import { builtProgram } from '#kernel/checkout.js';
import { Problem } from '#kernel/problem.js';
import { withTimeout } from '#kernel/with-timeout.js';
import type { NoteKey } from '#merkle/signed-note.js';
import { Recurring } from '../versions/recurring.js';
import type { AuditedPlace } from './audited-place.js';
import type { HeadsFile } from './heads-file.js';

export interface Guarded {
  readonly at: AuditedPlace;
}

export interface LookQuestion {
  /** The head that was signed last; its root in base64. */
  readonly last?: SizedRoot;
}

interface SizedRoot {
  readonly size: number;
  readonly root: string;
}

/** What is wrong with a log, in a sentence, and the head of the events that are there now. */
interface Fault extends SizedRoot {
  readonly what: string;
}

export interface LookedAt {
  readonly fault?: Fault;
}

const HOUR = 3_600_000;
/** Milliseconds that the start of a process waits for the first look at most: a long log is looked through beside the first questions. */
const PATIENCE = 2_000;

/** Looks through the log at the start and every hour, whether it is still the one whose head was signed last; records nothing where it is not. */
export class LogGuard {
  private found: Fault | undefined;
  private readonly hourly: Recurring;
  private stopped = false;
  private thread: Thread<LookQuestion> | undefined;
  private first: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: Guarded & {
      readonly heads: HeadsFile;
      readonly key: NoteKey;
      readonly onError: (error: unknown) => void;
    },
  ) {
    this.hourly = new Recurring(
      HOUR,
      () => this.look(),
      (error) => this.failed(error),
    );
  }

  /** What was found wrong when it was last looked at. */
  get fault(): Fault | undefined {
    return this.found;
  }

  /** The same for whoever runs it, with what to do. */
  get trouble(): string | undefined {
    if (this.found === undefined) return undefined;
    const { what, size, root } = this.found;
    return `${what}; nothing is recorded: run tally audit, and restore the log, or set TALLY_ACCEPT_HEAD=${root} to go on with the ${String(size)} events that are there`;
  }

  /** Shown with figures. */
  get shown(): { readonly tampered?: true } {
    return this.found === undefined ? {} : { tampered: true };
  }

  /** @throws Problem `log-tampered` */
  needUntouched(): void {
    if (this.found === undefined) return;
    throw new Problem(
      'log-tampered',
      'the log is not the one whose head was signed: nothing is recorded until somebody has looked into it',
    );
  }

  /** Resolves when it was looked at for the first time. */
  get looked(): Promise<void> {
    return this.first;
  }

  /** Looks for the first time, and then every hour. Resolves when it has, or when that takes long unless it is waited for. */
  async start(isWaited: boolean): Promise<void> {
    this.first = this.look().catch((error: unknown) => this.failed(error));
    this.hourly.start();
    if (isWaited) await this.first;
    else await withTimeout(PATIENCE, 'the first look at the log', this.first).catch(() => undefined);
  }

  /** Looks now. */
  async look(): Promise<void> {
    const { at, heads, key, onError } = this.parts;
    const last = await heads.last(key);
    const data: Guarded = { at };
    const file = builtProgram('libs/book/proof/log-guard.worker');
    const thread = (this.thread = new Thread<LookQuestion>({ what: 'the look at the log', file, data, onError }));
    thread.start().catch(() => undefined);
    try {
      const question = last === undefined ? {} : { last: { size: last.size, root: last.root.toString('base64') } };
      const { fault } = await thread.ask<LookedAt>(question);
      if (!this.stopped) this.found = fault;
    } finally {
      await thread.stop();
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    // What is under way ends where it is.
    await this.thread?.stop(0);
    await this.hourly.stop();
  }

  private failed(error: unknown): void {
    if (!this.stopped) this.parts.onError(error);
  }
}
