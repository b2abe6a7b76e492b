import type { EventLog } from '#kernel/ports/event-log.js';
import { Course, type Issuing, type Way } from './course.js';
import { Follower, type FollowerOptions, type Progress } from './follower.js';
import { LogReading } from './log-reading.js';
import { allOf, together, type Part, type Pump } from './pump.js';
import type { Reaction, ReactionsOf } from './reaction.js';
import { ComingAndGoing } from './coming-and-going.js';

export interface ReactOptions<Ground, Command> extends Issuing<Command>, Pick<FollowerOptions, 'retryAfter'> {
  readonly reactions: readonly Reaction<Ground, Command>[];
  /** Those that come and go. */
  readonly reactionsOf?: readonly ReactionsOf<Ground, Command>[];
  readonly log: Pick<EventLog, 'readAll' | 'heads' | 'tail'>;
  /** How far the figures cover the log. */
  readonly progress: Progress;
  readonly ground: Ground;
  readonly onError: (error: unknown) => void;
}

/**
 * Pumps what the figures cover into reactions, each with a checkpoint of its own: one that throws stops none of the others. Without
 * reactions it does nothing at all.
 */
export function react<Ground, Command>(options: ReactOptions<Ground, Command>): Pump {
  const { reactions, reactionsOf = [], log, ground, progress, onError, retryAfter } = options;
  const reading = new LogReading(log);
  const followed = (handle: FollowerOptions['handle'], every?: number): Follower => {
    const paced = every === undefined ? {} : { every };
    const reached = (position: number) => {
      reading.reach(position);
      return handle(position);
    };
    return new Follower({ progress, handle: reached, onError, ...paced, ...(retryAfter && { retryAfter }) });
  };
  const begun = (reaction: Reaction<Ground, Command>): Part => {
    const course = new Course(wayOf(reaction, log, reading, ground), options);
    const { name, every } = reaction;
    return { name, follower: followed((position) => course.advance(position), every) };
  };
  const changing = reactionsOf.map((of) => new ComingAndGoing(of, { reading, ground, begun, followed }));
  return allOf([together(reactions.map(begun)), ...changing]);
}

const NOTHING = { came: [], events: [] };

/** The positions of the log as a reaction goes through them. */
export function wayOf<Ground, Command>(
  reaction: Reaction<Ground, Command>,
  log: Pick<EventLog, 'tail'>,
  reading: LogReading,
  ground: Ground,
): Way<Command> {
  const { name, follows, reads, begins, ends = Infinity } = reaction;
  return {
    name,
    unit: 'position',
    begin: () => (begins === undefined ? log.tail() : Promise.resolve(begins)),
    end: () => log.tail(),
    next: async (after, covered) => {
      const upTo = Math.min(covered, ends);
      if (after >= upTo) return undefined;
      if ((await reaction.mayGoOn?.(ground)) === false) return 'later';
      const met = follows === 'progress' ? NOTHING : await reading.next(after, upTo, reads);
      const to = follows === 'progress' ? upTo : met.came.at(-1)?.position;
      return to === undefined ? undefined : { to, issues: await reaction.react({ after, to, upTo, ...met }, ground) };
    },
  };
}
