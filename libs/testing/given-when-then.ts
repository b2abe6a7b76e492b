import { expect } from '@jest/globals';
import type { Decider } from '#kernel/decider.js';
import { Problem, type ProblemCode } from '#kernel/problem.js';

/** A decision to look at: `given(decider, ...events).when(command).yields(...events)`, or `.isRefused(code, ...fields)`. */
export function given<State, Command, Event>(decider: Decider<State, Command, Event>, ...events: readonly Event[]) {
  const state = events.reduce((before, event) => decider.evolve(before, event), decider.initial);
  return {
    state,
    when(command: Command) {
      return {
        yields(...expected: readonly Event[]): void {
          expect(decider.decide(command, state)).toEqual(expected);
        },
        isRefused(code: ProblemCode, ...fields: readonly string[]): void {
          const problem = refusal(() => decider.decide(command, state));
          expect(problem.code).toBe(code);
          expect(problem.errors.map(({ field }) => field)).toEqual(fields);
        },
      };
    },
  };
}

/** The problem that something throws; anything else fails the test. */
function refusal(action: () => unknown): Problem {
  try {
    action();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
