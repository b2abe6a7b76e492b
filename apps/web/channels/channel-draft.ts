import type { Channel, SetChannel } from '#client/index.js';
import { draftOfOther, saidOfOther, type OtherKind } from './other-kinds.js';

export const KINDS = ['mail', 'webhook', 'chat', 'folder', 'inbox'] as const;
export const STYLES = ['slack', 'teams', 'feishu', 'dingtalk', 'wecom'] as const;

/** A channel as somebody fills in a form: what the other kinds have stays meanwhile. */
export interface ChannelDraft {
  /** One of `KINDS`, or of those that plug-ins bring. */
  readonly kind: string;
  /** Addresses, one in each line. */
  readonly to: string;
  readonly url: string;
  readonly secret: string;
  readonly style: (typeof STYLES)[number];
  readonly path: string;
  /** What a kind of a plug-in has, by field. */
  readonly others: Readonly<Record<string, string>>;
}

export const NEW_CHANNEL: ChannelDraft = {
  kind: 'inbox',
  to: '',
  url: '',
  secret: '',
  style: 'slack',
  path: '',
  others: {},
};

export function channelDraftOf(channel: Channel, plugins: readonly OtherKind[] = []): ChannelDraft {
  const { kind, to = [], url = '', secret = '', style = 'slack', path = '' } = channel;
  const others = draftOfOther(plugins, channel);
  return { kind, to: to.join('\n'), url, secret, style, path, others };
}

/** What is said of a channel so that it is as the form has it. */
export function channelOf(
  { kind, to, url, secret, style, path, others }: ChannelDraft,
  plugins: readonly OtherKind[] = [],
): SetChannel {
  switch (kind) {
    case 'mail':
      return { kind, to: to.split(/\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()])) };
    case 'webhook':
      return { kind, url, ...(secret !== '' && { secret }) };
    case 'chat':
      return { kind, url, style };
    case 'folder':
      return { kind, path };
    default:
      return { kind, ...saidOfOther(plugins, kind, others) };
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
