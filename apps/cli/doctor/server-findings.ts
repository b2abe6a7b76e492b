import type { Client } from '#client/index.js';
import { reasonOf } from '#kernel/reason.js';
import { fine, wrong, type Finding } from './finding.js';

/** What to do about what waits for a plug-in, or a later release. */
const ONCE_THERE = 'start the release, or name the plug-in in TALLY_PLUGINS, that it is of: nothing of it is lost';

/** What a running server says of itself: to a key with the scope `metrics` also why it is not ready. */
export async function serverFindings(url: string, book: Pick<Client, 'checkReadiness'>): Promise<readonly Finding[]> {
  const what = `the server at ${url}`;
  try {
    const { status, troubles = [], waits = [] } = await book.checkReadiness();
    const waiting = waits.map((one) => wrong('what waits', one, ONCE_THERE));
    if (status === 'ready') return [fine(what, 'it is ready'), ...waiting];
    if (troubles.length === 0)
      return [wrong(what, 'it is not ready', 'name a key with the scope metrics (--key-file), and it says why')];
    const why = troubles.map((trouble) =>
      wrong(what, trouble, 'its log says more; questions are answered again when it is over'),
    );
    return [...why, ...waiting];
  } catch (error) {
    return [wrong(what, reasonOf(error), 'start it, or name another one with --url')];
  }
}
