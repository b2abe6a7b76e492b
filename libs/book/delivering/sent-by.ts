import { Refused } from '#engine/deliver/deliver.js';
import type { Sent } from '#kernel/ways.js';
import { withTimeout } from '#kernel/with-timeout.js';
import { TIME_FOR_MESSAGE, type ChannelKind } from '#subjects/channels/channel-kind.js';
import { pluginOf } from '#subjects/plugins/plugin.js';

/**
 * Has a kind of channel send a message in the time that it has, whatever it does about its signal.
 * @param signal by which it is given up before @returns what a sender says of it @throws whatever is wrong: it is tried again later
 */
export async function sentBy(
  name: string,
  { timeout = TIME_FOR_MESSAGE }: Pick<ChannelKind, 'timeout'>,
  send: (signal: AbortSignal) => Promise<Sent>,
  signal: AbortSignal,
): Promise<string | Refused | undefined> {
  const late = new AbortController();
  try {
    // Whatever it throws, at once or later, is why it failed.
    const sending = Promise.resolve().then(() => send(AbortSignal.any([signal, late.signal])));
    return understood(name, await withTimeout(timeout, 'sending it', sending));
  } finally {
    late.abort();
  }
}

/** Why nothing goes through channels of a kind. */
export function notThere(kind: string): string {
  const plugin = pluginOf(kind) ?? kind;
  return `channels of kind ${kind} are of the plug-in ${plugin}, which is not there: what is to go through them waits`;
}

/** What comes from a plug-in may be anything. @throws Error for what is to be tried again */
function understood(name: string, sent: unknown): string | Refused | undefined {
  const { answer, note, why: said }: Partial<Record<'answer' | 'note' | 'why', unknown>> = { ...(sent as object) };
  const why = typeof said === 'string' && said !== '' ? said : 'it does not say why';
  if (answer === 'taken') return typeof note === 'string' ? note : undefined;
  if (answer === 'refused') return new Refused(why);
  if (answer === 'try-again') throw new Error(why);
  throw new Error(`what sends for channels of kind ${name} must answer taken, refused or try-again`);
}
