import type { Json } from './event.js';

/** Where something goes that leaves the house, as it was said: by the fields of its kind. */
export interface Channel {
  /** One of ours, or of a plug-in, which may not be there. */
  readonly kind: string;
  /** What its fields say, but for those that are secret. */
  readonly said: Readonly<Record<string, Json>>;
  /** By field that is secret and said: the newest first, and while receivers are moved to that the one before. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
}

/** How chats want to be told, each in its own words. */
export const CHAT_STYLES = ['slack', 'teams', 'feishu', 'dingtalk', 'wecom'] as const;
export type ChatStyle = (typeof CHAT_STYLES)[number];

/** A chat that has an address for incoming messages. */
export interface Chat {
  readonly url: string;
  readonly style: ChatStyle;
}

/** A program that is told by HTTP. */
export interface Hook {
  readonly url: string;
  /** What it is signed with, `whsec_…`: with each of them. Unsigned where there is none. */
  readonly secrets: readonly string[];
}
