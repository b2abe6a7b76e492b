import { setImmediate as othersTurn } from 'node:timers/promises';
import { Problem } from '#kernel/problem.js';
import type { Ask } from './sights.js';

type Question = Parameters<Ask>[0];
type Rows = Awaited<ReturnType<Ask>>;

interface Waiting {
  readonly question: Question;
  readonly resolve: (rows: Rows) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks what many looks ask at the same time together, when everybody who could ask has asked.
 * @param askAll answers questions in their order, each with its rows or why it has none
 */
export function askedTogether(askAll: (questions: readonly Question[]) => Promise<readonly (Rows | Problem)[]>): Ask {
  const waiting: Waiting[] = [];
  const flush = async (): Promise<void> => {
    await othersTurn();
    const all = waiting.splice(0);
    try {
      const outcomes = await askAll(all.map(({ question }) => question));
      for (const [i, { resolve, reject }] of all.entries()) {
        const outcome = outcomes[i] ?? [];
        if (outcome instanceof Problem) reject(outcome);
        else resolve(outcome);
      }
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  };
  return (question) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ question, resolve, reject }) === 1) void flush();
    });
}
