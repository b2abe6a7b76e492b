import { Course, type Issuing, type Way } from '../react/course.js';
import { Follower, type FollowerOptions } from '../react/follower.js';
import { together, type Pump } from '../react/pump.js';
import type { Issue } from '../react/reaction.js';
import type { Timetable } from './timetable.js';

/** One time at which something is due. */
export interface Occasion {
  /** The same for the same time for ever: what is issued is named after it. */
  readonly id: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** When it was seen to be due: later than `at` where nothing ran then. */
  readonly seenAt: string;
}

/** Something that is done at times, each once for ever. It begins when it is run for the first time, so never with the past. */
export interface Scheduled<Ground = unknown, Command = unknown> {
  /** Permanent: its checkpoint is found by it, and its occasions are named after it. */
  readonly name: string;
  readonly timetable: Timetable;
  /** Of the occasions that were missed while nothing ran, how many are made up for, the last ones, in order; all unless given. */
  readonly makeUp?: number;
  /** May be run again for an occasion it has been run for: what it issues then has to have the same ids. */
  run(occasion: Occasion, ground: Ground): Promise<readonly Issue<Command>[]>;
}

export interface ScheduleOptions<Ground, Command> extends Issuing<Command>, Pick<FollowerOptions, 'retryAfter'> {
  readonly scheduled: readonly Scheduled<Ground, Command>[];
  readonly ground: Ground;
  readonly onError: (error: unknown) => void;
  /** Milliseconds between two looks at the clock. */
  readonly lookEvery?: number;
}

const LOOK_EVERY = 1_000;
/** Before the names of checkpoints that are times and no positions; permanent. */
export const TIMES = 'schedule:';

/** Pumps time into what is scheduled: looks at the clock now and then for what has become due since the checkpoint. */
export function schedule<Ground, Command>(options: ScheduleOptions<Ground, Command>): Pump {
  const { scheduled, ground, clock, onError, retryAfter, lookEvery: every = LOOK_EVERY } = options;
  const progress = {
    get position() {
      return clock().getTime();
    },
    onProgress: () => () => undefined,
  };
  return together(
    scheduled.map((one) => {
      const course = new Course(wayThroughTime(one, clock, ground), options);
      const handle = (now: number) => course.advance(now);
      const follower = new Follower({ progress, handle, every, onError, ...(retryAfter && { retryAfter }) });
      return { name: one.name, follower };
    }),
  );
}

/** Time as a scheduled thing goes through it, from occasion to occasion. */
export function wayThroughTime<Ground, Command>(
  scheduled: Scheduled<Ground, Command>,
  clock: () => Date,
  ground: Ground,
): Way<Command> {
  const { name, timetable, makeUp } = scheduled;
  return {
    name: TIMES + name,
    unit: 'time',
    begin: async () => clock().getTime(),
    next: async (after, upTo) => {
      const first = timetable.next(after);
      if (first === undefined || first > upTo) return undefined;
      const to = makeUp === undefined ? first : Math.max(first, timetable.last(upTo, makeUp)[0] ?? first);
      const at = new Date(to).toISOString();
      const occasion = { id: `${name}@${at}`, at, seenAt: new Date(upTo).toISOString() };
      return { to, issues: await scheduled.run(occasion, ground) };
    },
  };
}
