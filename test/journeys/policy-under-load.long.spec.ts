import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoBusiness } from '#demo/business.js';
import { until } from '../processes/until.js';
import { scratchFolder, Server } from './server.js';

const FACTS = 100_000;
const CHUNK = 5_000;

/** Chunks before the policy is published: their facts go beyond the day that is asked about. */
const BEFORE = 7;

/** Figures that tell by which policy they were made: under the published one nobody is ever new. */
const QUESTION = { metrics: ['customers.count'], by: ['stage'], asOf: '2023-03-31' };

describe('a policy published during an import of 100,000 facts', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;
  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await Server.start(scratch.folder);
  });
  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  it('fails no query and mixes no answer', async () => {
    const lines = [...demoBusiness({ facts: FACTS, seed: 3 })].map((fact) => JSON.stringify(fact));
    let importing = true;
    let published: string | undefined;
    const answers: { definitions: string; stages: string }[] = [];
    const isNew = ({ stages }: { stages: string }): boolean => stages.includes('new');
    const asking = async (): Promise<void> => {
      while (importing || answers.at(-1)?.definitions !== 'strict') {
        const { status, body } = await server.post('/v1/query', QUESTION);
        expect([body['detail'], status]).toEqual([undefined, 200]);
        const { lifecycle } = (body['meta'] as { definitions: { lifecycle: string } }).definitions;
        const stages = (body['rows'] as { stage: string }[])
          .map(({ stage }) => stage)
          .filter((stage) => stage === 'active' || stage === 'new');
        answers.push({ definitions: lifecycle, stages: stages.join() });
      }
    };
    const sending = async (): Promise<void> => {
      for (let at = 0; at < lines.length; at += CHUNK) {
        const { body } = await server.bulk(lines.slice(at, at + CHUNK));
        expect(body['rejected']).toBe(0);
        if (at + CHUNK !== BEFORE * CHUNK) continue;
        // How soon the new version replaces the first one is nobody's promise: that has to have answered before.
        await until(() => answers.some(isNew));
        const policy = { churnAfterDays: 1, atRiskAfterDays: 1, newForDays: 0, reactivatedForDays: 0 };
        const { body: receipt } = await server.post('/v1/policies/lifecycle', {
          id: 'strict',
          effectiveFrom: '2020-01-01',
          policy,
        });
        published = String(receipt['position']);
      }
      importing = false;
    };
    await Promise.all([asking(), sending()]);

    const kinds = [...new Set(answers.map(({ definitions }) => definitions))];
    expect(kinds).toEqual(['default', 'strict']);
    // Nobody is new for 0 days; under the default somebody always is once facts of the month before the day are there.
    expect(answers.filter(({ definitions }) => definitions === 'strict').filter(isNew)).toEqual([]);
    const first = answers.findIndex(isNew);
    const byDefault = answers.slice(first).filter(({ definitions }) => definitions === 'default');
    expect(byDefault.filter((answer) => !isNew(answer))).toEqual([]);
    const { rows: known } = (await server.get(`/v1/query?metrics=orders&position=${String(published)}`)) as {
      rows: object[];
    };
    expect(known).toHaveLength(1);
  });
});
