import type { Chat, Hook } from './channel.js';
import type { Outgoing } from './message.js';

/** What is posted to a program. */
export interface Posted {
  /** Of http or https, and where messages may go: `TALLY_WEBHOOK_ALLOW`. */
  readonly url: string;
  /** JSON. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** By what messages leave the house: what a kind of channel sends with. All of it gives up when its time has passed, and throws an Error that says what is wrong. */
export interface Ways {
  /** Aborted when the time for it has passed. */
  readonly signal: AbortSignal;
  /** One mail to all of these addresses. @returns which of them the server refused, where it took the mail for others */
  mail(to: readonly string[], outgoing: Outgoing): Promise<string | undefined>;
  /** To a program, as `{"type", "timestamp", "data"}`, signed. */
  hook(to: Hook, outgoing: Outgoing): Promise<void>;
  /** To a chat, in the words of its style. */
  chat(to: Chat, outgoing: Outgoing): Promise<void>;
  /** Files below a folder of the one that the settings name. */
  folder(path: string, outgoing: Outgoing): Promise<void>;
  /** Kept in the book, for those who look there. */
  keep(outgoing: Outgoing): Promise<void>;
  /** To a program in words of its own. @returns whatever it answers, its first 64 KiB: redirects and refusals too */
  post(posted: Posted): Promise<{ readonly status: number; readonly text: string }>;
}

/** How sending ended: taken; never to be taken, so that it is not tried again; or to be tried again later, as where `send` throws. */
export type Sent =
  | { readonly answer: 'taken'; /** What is to be known of it. */ readonly note?: string }
  | { readonly answer: 'refused' | 'try-again'; readonly why: string };
