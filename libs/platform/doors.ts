import { connect as connectPlain } from 'node:net';
import { connect, type ConnectionOptions } from 'node:tls';
import { Refused } from '#kernel/refused.js';

/** Milliseconds for a handshake: one that takes longer says nothing. */
const WITHIN = 3_000;

/** A store's addresses as this process is told to reach them, and which settings say so. */
export interface Doors {
  readonly store: string;
  readonly setting: string;
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  /** What TLS is spoken with; undefined where none is. */
  readonly tls: Pick<ConnectionOptions, 'ca' | 'cert' | 'key'> | undefined;
  /** How TLS is asked for, how it is not, and where the authority of a certificate is named. */
  readonly how: { readonly on: string; readonly off: string; readonly authority: string };
}

/** What a server's certificate can lack, by the codes of OpenSSL. Another authority is a matter of settings, a date of the server. */
const CERTIFICATES: Readonly<Record<string, 'untrusted' | 'dated'>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  CERT_SIGNATURE_FAILURE: 'untrusted',
  CERT_HAS_EXPIRED: 'dated',
  CERT_NOT_YET_VALID: 'dated',
};

/** Why the store cannot be reached in the way that the settings say; undefined where that is not to be seen, as when it is away. */
export async function atTheDoors(doors: Doors): Promise<Refused | undefined> {
  for (const { host, port } of doors.hosts) {
    const refused = doors.tls === undefined ? await withoutTls(host, port, doors) : await withTls(host, port, doors);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** Only a port that speaks TLS takes part in a handshake. */
async function withoutTls(host: string, port: number, { store, setting, how }: Doors): Promise<Refused | undefined> {
  const met = await handshake({ host, port, rejectUnauthorized: false });
  if (met !== 'done') return undefined;
  return new Refused(`${store} wants TLS, and ${setting} asks for none: ${how.on}`, true);
}

async function withTls(host: string, port: number, doors: Doors): Promise<Refused | undefined> {
  const { store, setting, how, tls } = doors;
  const met = await handshake({ ...tls, host, port });
  if (typeof met === 'string') return undefined;
  const { code = '' } = met;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return new Refused(
      `the certificate of ${store} is for other names than the one in ${setting}: use one that it has`,
      true,
    );
  const lack = CERTIFICATES[code];
  if (lack === 'untrusted')
    return new Refused(
      `the certificate of ${store} is not trusted (${code}): name its authority in ${how.authority}`,
      true,
    );
  if (lack === 'dated')
    return new Refused(`the certificate of ${store} is not valid today (${code}): give the server another one`, false);
  const plain = `${store} speaks no TLS, and ${setting} asks for it: ${how.off}, or give the server a certificate`;
  if (code.startsWith('ERR_SSL_')) return new Refused(plain, true);
  // Some end what they do not understand without a word; so does a proxy whose server is away.
  if (code === 'ECONNRESET' && (await accepts(host, port)))
    return new Refused(`${plain} (it ends each handshake: where its server is only starting, wait)`, false);
  return undefined;
}

/** @returns what ended it; `silent` where nothing did in time */
function handshake(options: ConnectionOptions): Promise<'done' | 'silent' | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    const socket = connect({ ...options, servername: nameOf(options.host) });
    const end = (met: 'done' | 'silent' | NodeJS.ErrnoException): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(met);
    };
    const timer = setTimeout(() => end('silent'), WITHIN);
    socket.once('secureConnect', () => end('done'));
    // It may still complain when nobody listens any more.
    socket.on('error', end);
  });
}

/** A number is no name that a server could choose its certificate by. */
function nameOf(host = ''): string {
  return /^[\d.]+$|:/.test(host) ? '' : host;
}

/** Whether anybody is there at all. */
function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectPlain({ host, port, timeout: WITHIN });
    const end = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.on('error', () => end(false));
  });
}
