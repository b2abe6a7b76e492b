import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readNamed, SettingsError } from './setting-values.js';

/** What a file must hold for a connection, and how that is seen. */
const KINDS = {
  certificate: { what: 'a certificate in PEM format', parse: (text: string) => new X509Certificate(text) },
  key: { what: 'a private key in PEM format, without a passphrase', parse: (text: string) => createPrivateKey(text) },
} as const;

export type PemKind = keyof typeof KINDS;

/**
 * What stands in a file of certificates or of a key.
 * @param setting the variable that names it @param what how the message calls it: the setting itself, or an option in it
 * @throws SettingsError where it cannot be read, or holds something else; without its path, which may be a secret put here by mistake
 */
export function pemIn(setting: string, path: string, kind: PemKind, what = 'it'): string {
  const text = readNamed(setting, path, what);
  try {
    KINDS[kind].parse(text);
    return text;
  } catch {
    throw new SettingsError(setting, `${what} must name a file with ${KINDS[kind].what}`);
  }
}
