// A plug-in that throws wherever it can, by what callers ask for: everybody else has to go on.
export const compatible = '^1';

export default ({ aggregate, begins, commandInput, inputs: { label }, onTimeline, reads, Type }) => {
  const events = { 'thrower.Thrown': { schema: 1 } };
  const THROWN = aggregate('thrower-', {
    events,
    decider: {
      initial: null,
      evolve: () => null,
      decide({ id, customerId, where, at }) {
        if (where === 'decide') throw new Error('thrown by its decider');
        const data = { id, customerId, where };
        return [{ type: 'thrower.Thrown', schema: 1, occurredAt: at, key: customerId, data }];
      },
    },
    said: ({ data }) => ({ content: { type: 'Throw', ...data }, filled: [] }),
  });
  const fail = (where) => {
    throw new Error(`thrown by its ${where}`);
  };
  return {
    name: 'thrower',
    events,
    commands: {
      Throw: begins(THROWN, {
        input: commandInput('Throw', { id: label, customerId: label, where: label }, (said, { now: at }) => ({
          ...said,
          at,
        })),
        route: { method: 'POST', path: 'throws' },
        example: { summary: 'Throw', body: { id: 'throw-1', customerId: 'ada', where: 'nowhere' } },
      }),
    },
    series: [{ name: 'throws', dimensions: [], labels: ['region'], measures: { throws: 'count' } }],
    facts: onTimeline(({ data: { id, customerId, where }, occurredAt }, calendar) => {
      if (where === 'facts') fail(where);
      const day = calendar.dayOf(occurredAt);
      const measures = where === 'measures' ? [1n, 2n] : [1n];
      const entry = {
        series: where === 'series' ? 'sales' : 'throws',
        day,
        record: `thrower-${id}`,
        own: [],
        measures,
      };
      return {
        customer: customerId,
        day,
        entries: [entry],
        change: () => (where === 'fold' ? fail(where) : undefined),
      };
    }),
    reads: {
      showThrown: reads({
        path: 'throws/:id',
        parameters: Type.Object({}),
        example: { summary: 'A throw', id: 'throw-1', refused: 500 },
        answer: async () => fail('read'),
      }),
    },
    metrics: [
      {
        name: 'throws',
        kind: 'flow',
        unit: 'throws',
        type: 'integer',
        additive: true,
        dimensions: ['region'],
        definition: 'Throws in the period.',
        formula: { kind: 'flow', sources: [{ series: 'throws', measure: 'throws' }] },
      },
    ],
    reactions: [{ name: 'thrower.reaction', follows: 'events', react: async () => fail('reaction') }],
  };
};
