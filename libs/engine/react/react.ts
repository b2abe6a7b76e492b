import type { EventLog } from '#kernel/ports/event-log.js';
import { Course, type Issuing, type Way } from './course.js';
import { Follower, type FollowerOptions, type Progress } from './follower.js';
import { LogPages } from './log-pages.js';
import type { Reaction } from './reaction.js';

export interface ReactOptions<Ground, Command> extends Issuing<Command>, Pick<FollowerOptions, 'retryAfter'> {
  readonly reactions: readonly Reaction<Ground, Command>[];
  readonly log: Pick<EventLog, 'readAll' | 'tail'>;
  /** How far the figures cover the log. */
  readonly progress: Progress;
  readonly ground: Ground;
  readonly onError: (error: unknown) => void;
}

/** Something that runs until it is stopped. */
export interface Pump {
  /** What is wrong with it, undefined while nothing is. */
  readonly trouble: string | undefined;
  stop(): Promise<void>;
}

/**
 * Pumps what the figures cover into reactions, each with a checkpoint of its own: one that throws stops none of the others. Without
 * reactions it does nothing at all.
 */
export function react<Ground, Command>(options: ReactOptions<Ground, Command>): Pump {
  const { reactions, log, ground, progress, onError, retryAfter } = options;
  const pages = new LogPages(log);
  return together(
    reactions.map((reaction) => {
      const course = new Course(wayOf(reaction, log, pages, ground), options);
      const handle = (position: number): Promise<void> => {
        pages.reach(position);
        return course.advance(position);
      };
      const { name, every } = reaction;
      const paced = every === undefined ? {} : { every };
      const follower = new Follower({ progress, handle, onError, ...paced, ...(retryAfter && { retryAfter }) });
      return { name, follower };
    }),
  );
}

/** Several that go on whatever becomes of the others. */
export function together(parts: readonly { readonly name: string; readonly follower: Follower }[]): Pump {
  return {
    get trouble() {
      const troubles = parts.flatMap(({ name, follower: { trouble } }) =>
        trouble === undefined ? [] : [`${name} ${trouble}`],
      );
      return troubles.length === 0 ? undefined : troubles.join('; ');
    },
    stop: async () => {
      await Promise.all(parts.map(({ follower }) => follower.stop()));
    },
  };
}

/** The positions of the log as a reaction goes through them. */
export function wayOf<Ground, Command>(
  reaction: Reaction<Ground, Command>,
  log: Pick<EventLog, 'tail'>,
  pages: LogPages,
  ground: Ground,
): Way<Command> {
  const { name, follows } = reaction;
  return {
    name,
    unit: 'position',
    begin: () => log.tail(),
    end: () => log.tail(),
    next: async (after, upTo) => {
      const events = follows === 'progress' ? [] : await pages.between(after, upTo);
      const to = follows === 'progress' ? upTo : events.at(-1)?.position;
      return to === undefined ? undefined : { to, issues: await reaction.react({ after, to, upTo, events }, ground) };
    },
  };
}
