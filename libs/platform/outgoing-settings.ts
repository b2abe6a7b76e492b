import { resolve } from 'node:path';
import { given, secretOf, SettingsError, type Environment } from './setting-values.js';

/** How messages leave the house. What is not set is said by who would need it. */
export interface Outgoing {
  readonly mail?: { readonly url: string; readonly from: string };
  /** Below which folders of channels are. */
  readonly folder?: string;
  /** Where browsers reach this server, without a slash at its end: what links lead to. */
  readonly publicUrl?: string;
  /** `host:port`, where messages may go although only we reach it. */
  readonly allowed: readonly string[];
}

const SMTP = /^smtps?:\/\/([^\s:@/?#]+(:[^\s:@/?#]*)?@)?([\w.-]+|\[[\da-fA-F:]+\])(:\d{1,5})?\/?(\?[^\s#]*)?$/;
const ADDRESS = /^[^\r\n<>@]*<?[^\s<>@,;]+@[\w.-]+>?$/;
const PLACE = /^([\w.-]+|\[[\da-fA-F:]+\]):\d{1,5}$/;

/** The names it reads. */
export const OUTGOING = [
  'TALLY_SMTP_URL',
  'TALLY_SMTP_URL_FILE',
  'TALLY_MAIL_FROM',
  'TALLY_OUTBOX_DIR',
  'TALLY_WEBHOOK_ALLOW',
];

/** @throws SettingsError */
export function readOutgoing(env: Environment): Outgoing {
  const mail = readMail(env);
  const folder = given(env, 'TALLY_OUTBOX_DIR');
  const places = (given(env, 'TALLY_WEBHOOK_ALLOW') ?? '').split(',').map((place) => place.trim());
  const allowed = places.filter((place) => place !== '');
  if (!allowed.every((place) => PLACE.test(place)))
    throw new SettingsError('TALLY_WEBHOOK_ALLOW', 'it must be host:port, several with commas');
  // Whether it is one is said where people sign in.
  const publicUrl = URL.parse(given(env, 'TALLY_PUBLIC_URL') ?? '')?.origin;
  return {
    ...(mail && { mail }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(folder !== undefined && { folder: resolve(folder) }),
    allowed,
  };
}

function readMail(env: Environment): Outgoing['mail'] {
  const url = secretOf(env, 'TALLY_SMTP_URL');
  const from = given(env, 'TALLY_MAIL_FROM');
  if (url !== undefined && !SMTP.test(url))
    throw new SettingsError(
      'TALLY_SMTP_URL',
      'it must be a URL such as smtp://user:password@host:587 or smtps://host:465, what is special in user and password percent-encoded',
    );
  if (from !== undefined && !ADDRESS.test(from))
    throw new SettingsError(
      'TALLY_MAIL_FROM',
      'it must be an address such as book@example.com or Tallybook <book@example.com>',
    );
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined || from === undefined)
    throw new SettingsError(
      url === undefined ? 'TALLY_SMTP_URL' : 'TALLY_MAIL_FROM',
      'TALLY_SMTP_URL and TALLY_MAIL_FROM go together: set both',
    );
  return { url, from };
}
