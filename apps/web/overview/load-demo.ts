import { server } from '../asking/server.js';

const FACTS = 20_000;
const SEED = 1;

/**
 * Records a generated business, as any caller could, and waits until the figures have it.
 * @param onProgress told how many facts are settled
 * @returns the last day of the business
 */
export async function loadDemo(currency: string, onProgress: (facts: number) => void): Promise<string> {
  // Few who look at a book want to fill it: what generates comes when it is wanted.
  const { demoBusiness } = await import('#demo/business.js');
  const isHistory = await isWithoutOthers();
  const facts = [...demoBusiness({ facts: FACTS, seed: SEED, currency, isHistory })];
  let settled = 0;
  let highest = 0;
  for await (const part of server.recordMany(facts.map((fact) => JSON.stringify(fact)))) {
    settled += part.lines;
    highest = Math.max(highest, Number(part.position));
    onProgress(settled);
  }
  await server.query({ metrics: ['orders'], position: String(highest) });
  return lastDayOf(facts);
}

/** Whether a book has no facts yet, or history only: what was known earlier can be recorded only there. */
async function isWithoutOthers(): Promise<boolean> {
  const { events } = await server.readLog({ limit: 2 });
  return events[1] === undefined || events[1].envelope.knownSince !== undefined;
}

function lastDayOf(facts: readonly { readonly data: Readonly<Record<string, unknown>> }[]): string {
  return facts.reduce((last, { data: { occurredAt } }) => {
    const day = typeof occurredAt === 'string' ? occurredAt.slice(0, 10) : '';
    return day > last ? day : last;
  }, '');
}
