/** Where something goes that leaves the house. */
export type Channel = MailChannel | WebhookChannel | ChatChannel | FolderChannel | InboxChannel;

export interface MailChannel {
  readonly kind: 'mail';
  /** Addresses: one mail to all of them. */
  readonly to: readonly string[];
}

export interface WebhookChannel {
  readonly kind: 'webhook';
  readonly url: string;
  /** What it is signed with, `whsec_…`: the newest first, and while receivers are moved to that the one before. Unsigned where there is none. */
  readonly secrets: readonly string[];
}

/** How chats want to be told, each in its own words. */
export const CHAT_STYLES = ['slack', 'teams', 'feishu', 'dingtalk', 'wecom'] as const;
export type ChatStyle = (typeof CHAT_STYLES)[number];

export interface ChatChannel {
  readonly kind: 'chat';
  readonly url: string;
  readonly style: ChatStyle;
}

export interface FolderChannel {
  readonly kind: 'folder';
  /** Below the folder that the settings name. */
  readonly path: string;
}

/** Kept in the book, for those who look there. */
export interface InboxChannel {
  readonly kind: 'inbox';
}
