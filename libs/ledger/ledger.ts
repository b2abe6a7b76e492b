import { CommandHandler, type Receipt } from '#engine/record/handle.js';
import { SureClock } from '#engine/record/sure-clock.js';
import { step, traceparentNow } from '#engine/tracing/step.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { readKnownSince } from './known-since.js';
import type { SealSecret } from './named/secrets.js';
import type { ContentRules } from './content-rules.js';
import type { CommandType } from './command-type.js';

/** What callers can have recorded, by the names they send to `/v1/bulk`: those are permanent. */
export type CommandTypes = Readonly<Record<string, CommandType>>;

export interface LedgerOptions {
  readonly log: EventLog;
  readonly commands: CommandTypes;
  readonly calendar: Calendar;
  /** The base currency of the book. */
  readonly currency: string;
  readonly clock: () => Date;
  /** Whether the clock may be any time ahead of the last event, see `SureClock`. */
  readonly clockTrusted?: boolean;
  /** What content has to mean, by what it is of. */
  readonly rules: ContentRules;
  /** Makes of secrets what may be kept in events; those who have no means for that take none. */
  readonly seal?: SealSecret;
  /** Nobody else appends to the log. */
  readonly soleWriter?: boolean;
}

/** What is said of a fact beside its data. */
export interface Recording {
  /** See `readKnownSince`; nobody has looked at it. */
  readonly knownSince?: unknown;
  /** Whether it is history that nobody is to be told of. */
  readonly quiet?: boolean;
  /** Of what brought it, see `Envelope`; that of what is being done unless given, where it is traced. */
  readonly traceparent?: string | undefined;
  /** The one emitter that its caller may be: what others recorded is none of its business. */
  readonly source?: string | undefined;
}

const PLAINLY: Recording = {};

/** The write side: takes what callers send, checks it, decides, records it. */
export class Ledger {
  readonly commands: CommandTypes;
  private readonly handler: CommandHandler;
  private readonly clock: SureClock;

  constructor(private readonly options: LedgerOptions) {
    const { log, commands, clock, clockTrusted: trusted = false, soleWriter = false } = options;
    this.commands = commands;
    this.handler = new CommandHandler(log, { soleWriter });
    this.clock = new SureClock(log, clock, { trusted });
  }

  /** Why the clock that facts are recorded by is not sure, so that they are refused; undefined when it is. */
  clockTrouble(): Promise<string | undefined> {
    return this.clock.trouble();
  }

  /** Nothing that is remembered of the log is believed any more: it was put back to an earlier day. */
  forget(): void {
    this.handler.forget();
  }

  /**
   * Records one fact; resolves when it is on disk. `data` is anything a caller may have sent, the envelope fields among the others.
   * @param type one of `commands` @throws Problem for what the caller can mend
   */
  record(type: string, data: unknown, how?: Recording): Promise<Receipt> {
    const command = commandNamed(this.commands, type);
    return step(type, {}, () => this.take(command, data, how));
  }

  /** As `record`, of a command that callers cannot send by its name. */
  async take(command: Pick<CommandType, 'record'>, data: unknown, how: Recording = PLAINLY): Promise<Receipt> {
    const { knownSince: since, quiet = false, source, traceparent = traceparentNow() } = how;
    const { calendar, currency, rules, seal = cannotSeal } = this.options;
    const sure = this.clock.now();
    // Nearly always it is known at once, and this is done for every fact.
    const now = typeof sure === 'string' ? sure : await sure;
    const knownSince = readKnownSince(since, now, calendar);
    // Nobody knows a fact before it happens: history is read as of its time.
    const times = knownSince === undefined ? { now } : { now: knownSince, knownSince };
    const reading = {
      calendar,
      currency,
      ...times,
      ...(quiet && { quiet: true as const }),
      ...(source !== undefined && { source }),
      ...(traceparent !== undefined && { traceparent }),
    };
    return command.record(data, { reading, handler: this.handler, rules, seal });
  }
}

/** @throws Problem naming what there is */
export function commandNamed(commands: CommandTypes, name: unknown): CommandType {
  const known = knownCommand(commands, name);
  if (known !== undefined) return known;
  const detail = refusing(name, `must be one of ${Object.keys(commands).join(', ')}`);
  throw new Problem('invalid-request', `type ${detail}`, [{ field: 'type', detail }]);
}

/** The command of a name that nobody has looked at yet; undefined where there is none. */
export function knownCommand(commands: CommandTypes, name: unknown): CommandType | undefined {
  return typeof name === 'string' && Object.hasOwn(commands, name) ? commands[name] : undefined;
}

function cannotSeal(): Promise<string> {
  return Promise.reject(new Problem('invalid-request', 'a secret cannot be kept here: send it to the server'));
}
