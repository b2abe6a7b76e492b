import { readWitnessVkey } from '#merkle/cosignature.js';
import { NotProven } from '#merkle/not-proven.js';
import type { NoteKey } from '#merkle/signed-note.js';
import { SettingsError } from './setting-values.js';

/** Permanent: the setting that names them. */
export const WITNESSES = 'TALLY_WITNESSES';

/** Somebody who is shown each head, and what its cosignatures are checked with. */
export interface WitnessNamed {
  /** Ends with a slash. */
  readonly url: string;
  readonly key: NoteKey;
}

export interface WitnessSettings {
  /** So many have to cosign a head. */
  readonly needed: number;
  readonly witnesses: readonly WitnessNamed[];
}

const MANY = /^(?:(\d{1,3}) of )?(.+)$/s;
const MOST = 20;

/** `2 of URL VKEY, URL VKEY, URL VKEY`; all of them where no number is said. @throws SettingsError */
export function readWitnesses(text: string): WitnessSettings {
  const [, needed, list = ''] = MANY.exec(text.trim()) ?? [];
  const witnesses = list.split(',').map((one) => witnessIn(one.trim()));
  if (witnesses.length > MOST) throw refused(`it names more than ${String(MOST)}`);
  if (new Set(witnesses.map(({ key }) => key.publicKey.toString('hex'))).size < witnesses.length)
    throw refused('it names one of them twice');
  const many = needed === undefined ? witnesses.length : Number(needed);
  if (many < 1 || many > witnesses.length)
    throw refused(`of ${String(witnesses.length)} witnesses 1 to ${String(witnesses.length)} can be needed`);
  return { needed: many, witnesses };
}

function witnessIn(text: string): WitnessNamed {
  const [address = '', vkey = '', ...more] = text.split(/\s+/);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || more.length > 0)
    throw refused('each must be the address of a witness, a blank and its key');
  try {
    return { url: url.href.replace(/\/?$/, '/'), key: readWitnessVkey(vkey) };
  } catch (error) {
    if (error instanceof NotProven) throw refused(error.message);
    throw error;
  }
}

function refused(why: string): SettingsError {
  return new SettingsError(WITNESSES, `${why}; it is like "2 of https://w.example/ w.example+1a2b3c4d+BA…, https://…"`);
}
