import { Type } from 'typebox';
import { closed, INSTANT, named, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { present } from '#ledger/command.js';
import { ONCE } from '../automations/automation.js';
import { reads } from '../read.js';
import { PLANS, REASON, VERSION } from './action.answers.js';
import { judged } from './occasions.js';
import { needVersion, versionOf, versionsAfter } from './versions.js';

const OCCASIONS = named('Occasions', 'What an automation may act on in a stretch of the log', {
  occasions: Type.Array(
    closed({
      id: text('of the event that it is'),
      position: POSITION,
      customer: text('whom it is about'),
      at: { ...INSTANT, description: 'when it became known' },
      occurredAt: INSTANT,
      year: text('in which it became known'),
      version: VERSION,
      once: oneOf(ONCE, 'how often that version acts on a customer'),
      verdict: Type.Optional(REASON),
      ...PLANS,
    }),
  ),
});
export type OccasionsShown = Told<typeof OCCASIONS>;

const position = (description: string) => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });

/** The occasions of an automation between two positions, each by itself: what it decides live is decided by these. */
export const OCCASIONS_READ = reads({
  path: 'automations/:id/occasions',
  parameters: Type.Object({
    after: Type.Optional(position('Only what was recorded after this position; 0 where absent.')),
    upTo: Type.Optional(position('And up to this one; no further than 1,000 positions on.')),
  }),
  answers: OCCASIONS,
  asksFacts: true,
  example: { summary: 'What an automation may act on', id: 'thank-you', query: { after: '0', upTo: '100' } },
  looksAt: () => ({ journals: MOST }),
  answer: async ({ id, parameters: { after = 0, upTo = Infinity } }, on) => {
    const current = await needVersion(id, on);
    const versionAt = await versionsAfter(current, after, on);
    const stretch = { after, upTo: Math.min(upTo, after + MOST), from: -Infinity, to: Infinity };
    const occasions: OccasionsShown['occasions'][number][] = [];
    for await (const { position: at, verdict, tasks, actions, ...one } of judged(
      versionOf(current).rule.on.fact,
      versionAt,
      stretch,
      on,
    ))
      occasions.push({
        ...one,
        ...present({ verdict, actions: actions && [...actions] }),
        position: on.position(String(at)),
        tasks: [...tasks],
      });
    return { occasions };
  },
});

/** Positions that are looked at together: as many as a reaction is told of at once. */
const MOST = 1_000;
