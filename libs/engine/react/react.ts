import type { EventLog } from '#kernel/ports/event-log.js';
import { Course, type Issuing, type Way } from './course.js';
import { Follower, type FollowerOptions, type Progress } from './follower.js';
import { LogPages } from './log-pages.js';
import { allOf, together, type Part, type Pump } from './pump.js';
import type { Reaction, ReactionsOf } from './reaction.js';
import { ComingAndGoing } from './coming-and-going.js';

export interface ReactOptions<Ground, Command> extends Issuing<Command>, Pick<FollowerOptions, 'retryAfter'> {
  readonly reactions: readonly Reaction<Ground, Command>[];
  /** Those that come and go. */
  readonly reactionsOf?: readonly ReactionsOf<Ground, Command>[];
  readonly log: Pick<EventLog, 'readAll' | 'tail'>;
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
  const pages = new LogPages(log);
  const followed = (handle: FollowerOptions['handle'], every?: number): Follower => {
    const paced = every === undefined ? {} : { every };
    const reached = (position: number) => {
      pages.reach(position);
      return handle(position);
    };
    return new Follower({ progress, handle: reached, onError, ...paced, ...(retryAfter && { retryAfter }) });
  };
  const begun = (reaction: Reaction<Ground, Command>): Part => {
    const course = new Course(wayOf(reaction, log, pages, ground), options);
    const { name, every } = reaction;
    return { name, follower: followed((position) => course.advance(position), every) };
  };
  const changing = reactionsOf.map((of) => new ComingAndGoing(of, { pages, ground, begun, followed }));
  return allOf([together(reactions.map(begun)), ...changing]);
}

/** The positions of the log as a reaction goes through them. */
export function wayOf<Ground, Command>(
  reaction: Reaction<Ground, Command>,
  log: Pick<EventLog, 'tail'>,
  pages: LogPages,
  ground: Ground,
): Way<Command> {
  const { name, follows, begins, ends = Infinity } = reaction;
  return {
    name,
    unit: 'position',
    begin: () => (begins === undefined ? log.tail() : Promise.resolve(begins)),
    end: () => log.tail(),
    next: async (after, covered) => {
      const upTo = Math.min(covered, ends);
      if (after >= upTo) return undefined;
      if ((await reaction.mayGoOn?.(ground)) === false) return 'later';
      const events = follows === 'progress' ? [] : await pages.between(after, upTo);
      const to = follows === 'progress' ? upTo : events.at(-1)?.position;
      return to === undefined ? undefined : { to, issues: await reaction.react({ after, to, upTo, events }, ground) };
    },
  };
}
