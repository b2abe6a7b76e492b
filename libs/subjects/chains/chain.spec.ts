import { expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel/event.js';
import { Desk } from '#testing/desk.js';
import { OWN_COMMANDS } from '../tables.js';
import { TELLING_OF_CHAINS } from './chain.reactions.js';

it('tells once of what began with one occasion, at however many automations it was stopped', async () => {
  const desk = new Desk();
  const causes = ['a', 'b', 'c', 'd', 'e'].map((automation) => ({ automation, occasion: `by ${automation}` }));
  const skipped = (automation: string, customer: string, reason = 'chain') =>
    ({
      type: 'ActionSkipped',
      data: { automation, customer, occasion: 'o', reason, causes },
    }) as object as RecordedEvent;
  const events = [skipped('f', 'ada'), skipped('g', 'ada'), skipped('f', 'bob'), skipped('f', 'cyd', 'loop')];
  const stretch = { after: 0, to: 4, upTo: 4, came: [], events };
  const issues = [
    ...(await TELLING_OF_CHAINS.react(stretch, {} as never)),
    ...(await TELLING_OF_CHAINS.react(stretch, {} as never)),
  ];
  for (const issue of issues)
    if ('command' in issue) await desk.ledger.take(OWN_COMMANDS[issue.command.type] as never, issue.command.data);
  const told = (await desk.log.readAll(0, 100)).filter(({ type }) => type === 'ChainStopped');
  expect(told.map(({ data }) => [data['customer'], data['automation'], data['causes']])).toEqual([
    ['ada', 'f', causes],
    ['bob', 'f', causes],
  ]);
});
