import type { StandIn } from '../stand-ins/eventstoredb-process.js';
import { until } from '../stand-ins/log-user.js';
import { ApiUser } from './api-user.js';
import { Callers, differenceFrom, type CallersOptions, type Verdict } from './callers.js';
import type { WatchedProcess } from './watched-process.js';

/** All that callers may be told while the log of an api is away. */
const SAID = ['200', '201', '503 log-unavailable, again in 2 s'];

/** What callers say of an api that was true to them, and whose log has what it acknowledged, each fact once. */
export const TRUE_TO_ALL = { lies: [], late: [], unexpected: [], difference: [] };

/** Callers of an api whose log is going to be away. */
export function callersOf(url: string, more: Partial<CallersOptions> = {}): Callers {
  return new Callers({ url, ignored: /^the figures: /, ...more });
}

/** What callers say in the end, to be compared with `TRUE_TO_ALL`. */
export async function saidInTheEnd(url: string, callers: Callers, verdict: Verdict): Promise<object> {
  const { lies, late } = verdict;
  const unexpected = [...verdict.said.keys()].filter((said) => !SAID.includes(said));
  return { lies, late, unexpected, difference: await differenceFrom(callers, verdict, new ApiUser(url)) };
}

/** What callers say of an api under load while something befalls its log, when all are served again. */
export async function saidThrough(url: string, befall: (callers: Callers) => Promise<void>): Promise<object> {
  const callers = callersOf(url);
  await callers.served();
  await befall(callers);
  await callers.served(10_000);
  return saidInTheEnd(url, callers, await callers.stop());
}

/** Stops an api after all that. @returns its exit code, whether it took less than five seconds and said that all is closed, and the reads it left open */
export async function endOf(api: WatchedProcess, log: StandIn): Promise<readonly unknown[]> {
  const { code, took } = await api.stop();
  const isClosed = !/could not be closed|without waiting/.test(api.output);
  await until('no connections', 5_000, async () => (await log.connections()) === 0);
  return [code, took < 5_000, isClosed, await log.openReads()];
}
