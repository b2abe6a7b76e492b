import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MailReceiver } from '#testing/mail-receiver.js';
import { Receiver } from '#testing/receiver.js';
import { until } from '../processes/until.js';
import { scratchFolder } from './server.js';
import { QUIET, Stage } from './stage.js';

export interface Told {
  readonly id: string;
  readonly state: string;
  readonly due: string;
  readonly body: { readonly automation?: string };
  readonly attempts: readonly { readonly note?: string; readonly error?: string }[];
}

const REACTIONS = ['action.decisions', 'action.tasks'];

/** Everybody but Cyd has an address: `ada@people.test`. */
export const PEOPLE = { ada: 'Ada <b>*', bob: 'Bob', cyd: 'Cyd', eve: 'Eve Evans', fay: 'Fay' } as const;

export type StageOfMessages = Awaited<ReturnType<typeof stageOfMessages>>;

/** A book with a channel of each kind, and who receives what goes through them. Ada, Cyd and Eve agree to mail. */
export async function stageOfMessages() {
  const [mail, program, keys] = await Promise.all([MailReceiver.start(), Receiver.start(), scratchFolder()]);
  const master = join(keys.folder, 'master.key');
  await writeFile(master, randomBytes(32));
  const stage = await Stage.open(
    {
      ...QUIET,
      TALLY_SMTP_URL: mail.url,
      TALLY_MAIL_FROM: 'Tally <book@tally.test>',
      TALLY_WEBHOOK_ALLOW: program.place,
      TALLY_PUBLIC_URL: 'http://localhost:9',
      TALLY_MASTER_KEY_FILE: master,
      TALLY_KEYS_DIR: keys.folder,
    },
    {},
    '2024-06-02T09:00:00Z',
  );
  const { put, agree } = messagesOn(() => stage);
  for (const [id, name] of Object.entries(PEOPLE)) {
    const address = id === 'cyd' ? {} : { email: `${id}@people.test` };
    await stage.record('/v1/customers', { id, registeredAt: '2024-01-01', name, ...address });
  }
  await put('channels/letters', { kind: 'mail', to: ['house@tally.test'] });
  await put('channels/desk', { kind: 'inbox' });
  await put('channels/hook', { kind: 'webhook', url: program.url });
  await put('channels/room', { kind: 'chat', url: program.url, style: 'wecom' });
  for (const id of ['ada', 'cyd', 'eve']) await agree(id, 'mail');
  await agree('fay', 'mail');
  await agree('fay', 'letters', false);
  const close = async (): Promise<void> => {
    await stage.close();
    await Promise.all([mail.stop(), program.stop(), keys.remove()]);
  };
  return { stage, mail, program, close };
}

/** What automations of a stage write, and why they do not. */
export function messagesOn(stage: () => Stage) {
  const put = (path: string, content: object) => stage().record(`/v1/${path}`, { ...content }, 'PUT');
  /** Until everything recorded was decided about, and what follows is in the outbox. */
  const decided = async (): Promise<void> => {
    const { book } = stage();
    const tail = await book.log.tail();
    for (const name of REACTIONS) await until(async () => ((await book.outbox().checkpoint(name)) ?? 0) >= tail);
    stage().position = String(await book.log.tail());
    await book.models.waitFor(await book.log.tail());
  };
  const deliveries = async (subject = 'automation'): Promise<readonly Told[]> => {
    const { body } = await stage().send('GET', `/v1/deliveries?subject=${subject}&limit=1000`);
    return body['deliveries'] as readonly Told[];
  };
  return {
    put,
    decided,
    deliveries,
    agree: (id: string, channel: string, given = true) =>
      put(`customers/${id}/consent`, { channel, given, at: '2024-06-01' }),
    /** Time goes on until all is delivered: what is due is looked for as it does. */
    settled: async (subject = 'automation'): Promise<void> => {
      await decided();
      await until(async () => {
        stage().now = new Date(stage().now.getTime() + 10);
        return (await deliveries(subject)).every(({ state }) => state === 'delivered');
      });
    },
    reasons: async (id: string): Promise<readonly string[]> => {
      const { decisions } = await stage().get(`/v1/automations/${id}/decisions?limit=1000`);
      return (decisions as readonly Readonly<Record<string, string>>[]).map(
        ({ customer = '', reason, decision = '' }) => `${customer} ${reason ?? decision}`,
      );
    },
  };
}
