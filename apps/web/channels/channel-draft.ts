import type { Channel, SetChannel } from '#client/index.js';

export const KINDS = ['mail', 'webhook', 'chat', 'folder', 'inbox'] as const;
export const STYLES = ['slack', 'teams', 'feishu', 'dingtalk', 'wecom'] as const;

/** A channel as somebody fills in a form: what the other kinds have stays meanwhile. */
export interface ChannelDraft {
  readonly kind: Channel['kind'];
  /** Addresses, one in each line. */
  readonly to: string;
  readonly url: string;
  readonly secret: string;
  readonly style: (typeof STYLES)[number];
  readonly path: string;
}

export const NEW_CHANNEL: ChannelDraft = { kind: 'inbox', to: '', url: '', secret: '', style: 'slack', path: '' };

export function channelDraftOf({
  kind,
  to = [],
  url = '',
  secret = '',
  style = 'slack',
  path = '',
}: Channel): ChannelDraft {
  return { kind, to: to.join('\n'), url, secret, style, path };
}

/** What is said of a channel so that it is as the form has it. */
export function channelOf({ kind, to, url, secret, style, path }: ChannelDraft): SetChannel {
  switch (kind) {
    case 'mail':
      return { kind, to: to.split(/\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()])) };
    case 'webhook':
      return { kind, url, ...(secret !== '' && { secret }) };
    case 'chat':
      return { kind, url, style };
    case 'folder':
      return { kind, path };
    case 'inbox':
      return { kind };
  }
}

/** Where a channel leads, in a line. */
export function leadsTo({ to, url, path }: Pick<Channel, 'to' | 'url' | 'path'>): string {
  return to?.join(', ') ?? url ?? path ?? '';
}

const SECRET_BYTES = 32;

/** A secret that nobody else has. */
export function newSecret(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))))}`;
}
