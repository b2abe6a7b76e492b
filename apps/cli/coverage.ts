import { isAwayOrFailed, NoTallybook, ProblemError, Unreachable, type Client } from '#client/index.js';
import { UsageError } from './usage-error.js';

/** Milliseconds between two looks at something that goes on in the server. */
const LOOK_AGAIN = 200;

/** Milliseconds that the figures may stand still before a command that waits for them gives up. */
const PATIENCE = 60_000;

/** Asks again and again until the answer is the one waited for. */
export async function poll<Answer>(
  ask: () => Promise<Answer>,
  isDone: (answer: Answer) => boolean | Promise<boolean>,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (await isDone(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}

/**
 * Resolves when the figures of a server cover everything up to a position, however long that takes.
 * @throws Error where they come no further
 */
export async function untilCovered(book: Client, position: string): Promise<void> {
  let reached = -1;
  let since = Date.now();
  await poll(
    () => whyNot(book, position),
    async (trouble) => {
      if (trouble === undefined) return true;
      const now = await positionOf(book);
      if (now > reached) since = Date.now();
      reached = Math.max(reached, now);
      if (Date.now() - since <= PATIENCE) return false;
      throw new Error(
        `the figures do not cover everything that is recorded: they are at position ${String(reached)} of ${position} (${trouble.message})`,
      );
    },
  );
}

/** Why figures that cover a position cannot be asked for, for now: also of a server that is started again meanwhile. */
async function whyNot(book: Client, position: string): Promise<Error | undefined> {
  try {
    await book.showMe({ position });
    return undefined;
  } catch (error) {
    if (isAwayOrFailed(error)) return error;
    throw error;
  }
}

/** How far the figures are, or those that are being built. */
async function positionOf(book: Client): Promise<number> {
  const found = await readinessOf(book);
  return Math.max(Number(found?.position ?? -1), found?.building?.position ?? -1);
}

/** Also of a server that says that it is not ready; undefined where it does not answer. */
function readinessOf(book: Client) {
  return book.checkReadiness().catch((error: unknown) => {
    if (error instanceof Unreachable || error instanceof NoTallybook || error instanceof ProblemError) return undefined;
    throw error;
  });
}

/** Resolves when a server builds no read models (any more). @returns the position that those it has cover */
export async function untilBuilt(book: Client): Promise<string> {
  const ready = await poll(
    async () => {
      const found = await readinessOf(book);
      if (found === undefined) throw new UsageError(`${book.url} does not answer any more`);
      return found;
    },
    ({ building }) => {
      if (building === undefined) throw new UsageError('whether it is done needs a key with the scope metrics');
      return building === null;
    },
  );
  return ready.position ?? '';
}

/** The position of the last event that a server has recorded. */
export async function lastPosition(book: Client): Promise<string> {
  return (await book.showMe()).position;
}
