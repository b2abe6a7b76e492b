import { asProblem } from '#kernel/as-problem.js';
import { Problem } from '#kernel/problem.js';
import type { Sums, Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { withSums } from '#kernel/ports/with-sums.js';

/** Times that answers are worked out anew while facts arrive that change what is to be looked at: nearly always one is enough. */
const ATTEMPTS = 5;

/**
 * Several answers, all from one consistent state of the facts. They are worked out one after another; where facts arrived meanwhile, all that
 * they looked at is looked at once more at the same time, and they are worked out from that.
 * @param asks each works one out from the read models that it is given; a Problem of one is its outcome and no other's
 * @throws Problem `took-too-long` where facts keep changing what is to be looked at
 */
export async function fromOneState<Answer>(
  views: Views,
  asks: readonly ((views: Views) => Promise<Answer>)[],
): Promise<readonly (Answer | Problem)[]> {
  const looked = new Map<string, SumRequest>();
  const positions = new Set<number>();
  const watched = async (requests: readonly SumRequest[]): Promise<Sums> => {
    for (const request of requests) looked.set(keyOf(request), request);
    const sums = await views.sums(requests);
    positions.add(sums.position);
    return sums;
  };
  const outcomes = await outcomesOf(asks, withSums(views, watched));
  if (positions.size <= 1) return outcomes;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const held = new Held(await views.sums([...looked.values()]), [...looked.keys()]);
    const again = await outcomesOf(asks, withSums(views, held.sums)).catch(whereMissing);
    if (again !== undefined) return again;
    for (const [key, request] of held.missing) looked.set(key, request);
  }
  throw new Problem('took-too-long', 'facts that change what is looked at keep arriving: ask again in a moment');
}

/** What was not looked at before. */
class Missing extends Error {}

/** Sums of one state. */
class Held {
  readonly missing = new Map<string, SumRequest>();
  private readonly cells: ReadonlyMap<string, Sums['cells'][number]>;
  private readonly position: number;

  constructor({ position, cells }: Sums, keys: readonly string[]) {
    this.position = position;
    this.cells = new Map(keys.map((key, i) => [key, cells[i] ?? []]));
  }

  readonly sums = (requests: readonly SumRequest[]): Promise<Sums> => {
    const keys = requests.map(keyOf);
    const lacking = requests.filter((_, i) => !this.cells.has(keys[i] ?? ''));
    for (const request of lacking) this.missing.set(keyOf(request), request);
    const cells = keys.map((key) => this.cells.get(key) ?? []);
    if (lacking.length > 0) return Promise.reject(new Missing('facts arrived that change what is looked at'));
    return Promise.resolve({ position: this.position, cells });
  };
}

async function outcomesOf<Answer>(
  asks: readonly ((views: Views) => Promise<Answer>)[],
  views: Views,
): Promise<readonly (Answer | Problem)[]> {
  const outcomes: (Answer | Problem)[] = [];
  let missing: Missing | undefined;
  for (const ask of asks)
    try {
      outcomes.push(await ask(views).catch(asProblem));
    } catch (error) {
      // The others say at the same time what they look at besides.
      if (!(error instanceof Missing)) throw error;
      missing = error;
    }
  if (missing !== undefined) throw missing;
  return outcomes;
}

function whereMissing(error: unknown): undefined {
  if (!(error instanceof Missing)) throw error;
}

function keyOf(request: SumRequest): string {
  return JSON.stringify(request);
}
