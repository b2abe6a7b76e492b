import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type * as Settings from '#platform/settings.js';
import { built } from '../built.js';
import { describeWhere } from '../describe-where.js';
import { aCertificate, NO_OPENSSL, type Certificate } from '../stand-ins/certificates.js';
import { until } from '../processes/until.js';
import { Stage } from './stage.js';

const { readSettings } = await built<typeof Settings>('libs/platform/settings.js');

interface Trust {
  readonly ca: string;
  readonly cert?: string;
  readonly key?: string;
}

describeWhere(NO_OPENSSL, 'a server that speaks TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-tls-'));
  const stage = new Stage();
  let own: Certificate;
  let caller: Certificate;
  const keyFile = ({ file }: Certificate) => join(dirname(file), 'key.pem');
  beforeAll(() => {
    own = aCertificate(folder, 'DNS:localhost,IP:127.0.0.1');
    caller = aCertificate(folder, 'DNS:caller');
  });
  afterAll(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  const settings = () => ({ TALLY_TLS_CERT_FILE: own.file, TALLY_TLS_KEY_FILE: keyFile(own) });
  const asked = (trust: Trust) =>
    new Promise<string>((resolve) => {
      const get = request(`${stage.url}/v1/metrics`, { ...trust, agent: false }, (response) => {
        const secure = String(response.headers['strict-transport-security']);
        response.resume().on('end', () => resolve(`${String(response.statusCode)} ${secure}`));
      });
      get.on('error', (error) => resolve((error as NodeJS.ErrnoException).code ?? error.message));
      get.end();
    });

  it('answers who trusts its certificate, and has browsers come by TLS from then on', async () => {
    await stage.start(settings());
    expect(stage.url).toMatch(/^https:/);
    expect(await asked({ ca: own.cert })).toBe('200 max-age=31536000');
    expect(await asked({ ca: caller.cert })).toMatch(/SELF_SIGNED|UNABLE_TO/);
    const plain = await fetch(stage.url.replace('https:', 'http:')).then(
      () => 'answered',
      () => 'refused',
    );
    expect(plain).toBe('refused');
    await stage.stop();
  });

  it('speaks with a certificate that was renewed, and not with one half of it', async () => {
    const renewed = aCertificate(folder, 'DNS:localhost,IP:127.0.0.1');
    const at = { cert: join(folder, 'live.pem'), key: join(folder, 'live-key.pem') };
    copyFileSync(own.file, at.cert);
    copyFileSync(keyFile(own), at.key);
    await stage.start({ TALLY_TLS_CERT_FILE: at.cert, TALLY_TLS_KEY_FILE: at.key });
    copyFileSync(renewed.file, at.cert);
    expect(await asked({ ca: own.cert })).toMatch(/^200 /);
    copyFileSync(keyFile(renewed), at.key);
    await until(async () => (await asked({ ca: renewed.cert })).startsWith('200 '));
    expect(await asked({ ca: own.cert })).toMatch(/SELF_SIGNED|UNABLE_TO/);
    await stage.stop();
  });

  it('answers nobody without a certificate of the authority that it was told of', async () => {
    await stage.start({ ...settings(), TALLY_TLS_CLIENT_CA_FILE: caller.file });
    expect(await asked({ ca: own.cert, cert: caller.cert, key: caller.key })).toMatch(/^200 /);
    expect(await asked({ ca: own.cert })).toMatch(/CERTIFICATE_REQUIRED|ECONNRESET/);
    expect(await asked({ ca: own.cert, cert: own.cert, key: own.key })).toMatch(/UNKNOWN_CA|ALERT|ECONNRESET/);
    await stage.stop();
  });

  it('says at the start what cannot be, without what stands in the files', () => {
    const broken = join(folder, 'broken.pem');
    writeFileSync(broken, 'a secret that is no certificate');
    const why = (more: object) => {
      try {
        readSettings({ TALLY_DATA_DIR: folder, ...settings(), ...more });
        return 'started';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(why({})).toBe('started');
    expect(why({ TALLY_TLS_KEY_FILE: '' })).toContain(
      'TALLY_TLS_CERT_FILE is not possible: it needs TALLY_TLS_KEY_FILE',
    );
    expect(why({ TALLY_TLS_CERT_FILE: '' })).toContain(
      'TALLY_TLS_KEY_FILE is not possible: it needs TALLY_TLS_CERT_FILE',
    );
    expect(why({ TALLY_TLS_KEY_FILE: keyFile(caller) })).toContain('the key of another certificate');
    expect(why({ TALLY_TLS_CLIENT_CA_FILE: broken })).toMatch(
      /^TALLY_TLS_CLIENT_CA_FILE is not possible: (?!.*secret)/,
    );
  });
});
