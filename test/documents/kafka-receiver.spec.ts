import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { demoBusiness } from '#demo/business.js';
import { scratchFolder } from '../journeys/server.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { blocksOf, ROOT } from './page.js';

const FACTS = 200;
const PAGE = 'infra/docs/integration.md';
const example = blocksOf(PAGE).find(({ language, use }) => language === 'js' && use === 'elsewhere');

interface Event {
  readonly position: string;
  readonly type: string;
  readonly stream: string;
  readonly occurredAt: string;
}

describeDeployment('the receiver of the page about HTTP', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;
  let receiver: ChildProcess | undefined;

  beforeAll(async () => {
    scratch = await scratchFolder();
    deployment = await Deployment.start({ folder: scratch.folder });
  });

  afterAll(async () => {
    receiver?.kill('SIGKILL');
    await deployment.stop();
    await scratch.remove();
  });

  it('prints every event of the book once, also where a relay sends all of it again', async () => {
    const facts = [...demoBusiness({ facts: FACTS, seed: 3 })].map((fact) => JSON.stringify(fact));
    await deployment.api.bulk(facts.slice(0, FACTS / 2));
    await deployment.one('relay').kill('SIGKILL');
    await deployment.add('relay');
    const { body } = await deployment.api.bulk(facts.slice(FACTS / 2));
    const journal = await deployment.api.get(`/v1/events?limit=1000&position=${String(body['position'])}`);
    const { events } = journal as { readonly events: readonly Event[] };
    const wanted = events.map(({ position, type, stream, occurredAt }) =>
      [position, type, stream, occurredAt].join(' '),
    );
    const env = { ...process.env, TALLY_URL: deployment.api.url };
    const program = ['--input-type=module', '--eval', example?.text ?? ''];
    receiver = spawn(process.execPath, program, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const printed: string[] = [];
    for await (const line of createInterface({ input: receiver.stdout as NodeJS.ReadableStream })) {
      printed.push(line);
      if (printed.length === wanted.length) break;
    }
    const byPosition = (one: string, other: string): number => parseInt(one) - parseInt(other);
    expect(printed.sort(byPosition)).toEqual(wanted);
  });
});
