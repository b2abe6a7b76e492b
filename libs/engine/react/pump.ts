import type { Follower } from './follower.js';

/** Something that runs until it is stopped. */
export interface Pump {
  /** What is wrong with it, undefined while nothing is. */
  readonly trouble: string | undefined;
  stop(): Promise<void>;
}

/** Several pumps as one. */
export function allOf(pumps: readonly Pump[]): Pump {
  return {
    get trouble() {
      const troubles = pumps.flatMap(({ trouble }) => (trouble === undefined ? [] : [trouble]));
      return troubles.length === 0 ? undefined : troubles.join('; ');
    },
    stop: async () => {
      await Promise.all(pumps.map((pump) => pump.stop()));
    },
  };
}

/** Something that goes on by itself, as it is called. */
export interface Part {
  readonly name: string;
  readonly follower: Follower;
}

/** Several that go on whatever becomes of the others. */
export function together(parts: readonly Part[]): Pump {
  return allOf(
    parts.map(({ name, follower }) => ({
      get trouble() {
        return follower.trouble === undefined ? undefined : `${name} ${follower.trouble}`;
      },
      stop: () => follower.stop(),
    })),
  );
}
