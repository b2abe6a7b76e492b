import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MailReceiver } from '#testing/mail-receiver.js';
import { Receiver } from '#testing/receiver.js';
import { scratchFolder } from '../journeys/server.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { until } from '../processes/until.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const STYLES = ['slack', 'teams', 'feishu', 'dingtalk', 'wecom'];
/** Chats are told no id. */
const isKnownAgain = (channel: string): boolean => !STYLES.includes(channel);
/** So many through each channel. */
const ROUNDS = 3;

interface Told {
  readonly id: string;
  readonly channel: string;
  readonly state: string;
  readonly attempts: readonly { readonly endedAt?: string }[];
}

describeDeployment('channels of a deployment', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let receiver: Receiver;
  let mails: MailReceiver;
  let deployment: Deployment;
  const promised: { readonly id: string; readonly channel: string }[] = [];
  const outbox = (): string => join(scratch.folder, 'outbox');
  const outgoing = () => ({
    TALLY_WEBHOOK_ALLOW: receiver.place,
    TALLY_SMTP_URL: mails.url,
    TALLY_MAIL_FROM: 'book@shop.example',
    TALLY_OUTBOX_DIR: outbox(),
  });
  const told = async (): Promise<readonly Told[]> =>
    (await deployment.api.get('/v1/deliveries?limit=1000'))['deliveries'] as readonly Told[];
  const channels = (): Readonly<Record<string, object>> => ({
    people: { kind: 'mail', to: ['ada@shop.example', 'bo@shop.example'] },
    hook: { kind: 'webhook', url: `${receiver.url}/hook` },
    ...Object.fromEntries(STYLES.map((style) => [style, { kind: 'chat', url: `${receiver.url}/${style}`, style }])),
    files: { kind: 'folder', path: 'tests' },
    desk: { kind: 'inbox' },
  });

  beforeAll(async () => {
    scratch = await scratchFolder();
    await mkdir(outbox());
    [receiver, mails] = await Promise.all([Receiver.start(), MailReceiver.start()]);
    // Feishu, DingTalk and WeCom say by it that they took it; the others do not look.
    receiver.otherwise = { body: JSON.stringify({ code: 0, errcode: 0 }) };
    deployment = await Deployment.start({ folder: scratch.folder });
    let position = '0';
    for (const [id, channel] of Object.entries(channels())) {
      const { status, body } = await deployment.api.send('PUT', `/v1/channels/${id}`, channel);
      expect([id, status]).toEqual([id, 201]);
      position = String(body['position']);
    }
    await deployment.api.get(`/v1/channels?position=${position}`);
  });

  afterAll(async () => {
    await deployment.stop();
    await Promise.all([receiver.stop(), mails.stop()]);
    await scratch.remove();
  });

  async function tell(): Promise<void> {
    for (const channel of Object.keys(channels())) {
      const { status, body } = await deployment.api.send('POST', `/v1/channels/${channel}/test`);
      expect([channel, status]).toEqual([channel, 202]);
      promised.push({ id: String(body['id']), channel });
    }
  }

  const arrived = (): Promise<void> =>
    until(async () => {
      const delivered = (await told()).filter(({ state }) => state === 'delivered');
      return delivered.length === promised.length;
    });

  /** How often each was heard of, by what tells a repetition; a folder and an inbox know it themselves. */
  async function heard(): Promise<Readonly<Record<string, readonly string[]>>> {
    const { messages } = (await deployment.api.get('/v1/messages?channel=desk&limit=1000')) as {
      messages: readonly { readonly id: string }[];
    };
    const at = (path: string): readonly string[] =>
      receiver.received
        .filter((one) => one.path === `/hook/${path}`)
        .map(({ headers }) => String(headers['webhook-id'] ?? ''));
    return {
      people: mails.taken.map(({ messageId = '' }) => messageId),
      hook: at('hook'),
      ...Object.fromEntries(STYLES.map((style) => [style, at(style)])),
      files: (await readdir(join(outbox(), 'tests'))).filter((name) => name.endsWith('.json')),
      desk: messages.map(({ id }) => id),
    };
  }

  it('bring each message once where two reactors share the work', async () => {
    await Promise.all([0, 1].map(() => deployment.add('reactor', outgoing())));
    for (let round = 0; round < ROUNDS; round++) await tell();
    await arrived();
    await until(async () => (await heard())['desk']?.length === ROUNDS);
    for (const [channel, ids] of Object.entries(await heard())) {
      expect([channel, ids.length]).toEqual([channel, ROUNDS]);
      expect([channel, isKnownAgain(channel) ? new Set(ids).size : ROUNDS]).toEqual([channel, ROUNDS]);
    }
    const deliveries = await told();
    expect(deliveries.map(({ id }) => id).toSorted()).toEqual(promised.map(({ id }) => id).toSorted());
    expect(deliveries.flatMap(({ attempts }) => attempts)).toHaveLength(promised.length);
    await Promise.all(deployment.programs.reactor.map((one) => one.stop()));
  });

  it('bring each, under the same id where it is twice, when a reactor is killed with some in hand', async () => {
    const mortal = await deployment.add('reactor', outgoing());
    const before = receiver.received.length;
    const { otherwise } = receiver;
    receiver.otherwise = { silent: true };
    await tell();
    // Nobody has answered: it has that in hand.
    await until(() => receiver.received.length > before);
    await mortal.kill('SIGKILL');
    receiver.otherwise = otherwise;
    // What a dead process had in hand is claimed for a minute.
    const NODE_OPTIONS = `--import ${join(ROOT, 'test/processes/clock-ahead.mjs')}`;
    const other = await deployment.add('reactor', { ...outgoing(), NODE_OPTIONS });
    await arrived();
    await until(async () => (await heard())['desk']?.length === ROUNDS + 1);
    const found = await heard();
    const all = await told();
    expect(all.map(({ id }) => id).toSorted()).toEqual(promised.map(({ id }) => id).toSorted());
    const cut = all.filter(({ attempts }) => attempts.some(({ endedAt }) => endedAt === undefined));
    expect(cut.length).toBeGreaterThan(0);
    for (const [channel, ids] of Object.entries(found)) {
      const of = cut.filter((one) => one.channel === channel).length;
      expect([channel, isKnownAgain(channel) ? new Set(ids).size : ROUNDS + 1]).toEqual([channel, ROUNDS + 1]);
      expect(ids.length).toBeGreaterThanOrEqual(ROUNDS + 1);
      expect(ids.length).toBeLessThanOrEqual(ROUNDS + 1 + of);
    }
    // They keep what they have under its id: there is no second of it.
    for (const channel of ['files', 'desk']) expect([channel, found[channel]?.length]).toEqual([channel, ROUNDS + 1]);
    await other.stop();
  });
});
