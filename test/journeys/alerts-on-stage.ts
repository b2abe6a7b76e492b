import { expect } from '@jest/globals';
import { until } from '../processes/until.js';
import type { Stage } from './stage.js';

export interface Part {
  readonly part: string;
  readonly state: string;
  readonly value: string | number | null;
  readonly occasion: number;
  readonly firedFor?: string;
  readonly resolvedFor?: string;
}

/** What happened to an alert: its firings in order, each with when it was over. */
export type Told = readonly string[];

/** Alerts of a stage: how they are defined, and what became of them. */
export function alertsOn(stage: () => Stage) {
  const told = async (id: string): Promise<Told> => {
    const { firings } = (await stage().get(`/v1/alerts/${encodeURIComponent(id)}/history?days=0`)) as unknown as {
      firings: readonly (Part & { firedFor: string; resolved?: { for: string; value: unknown } })[];
    };
    return firings
      .toReversed()
      .map(({ part, value, firedFor, resolved }) =>
        [`${part} ${String(value)} for ${firedFor}`, resolved && `over ${String(resolved.value)} for ${resolved.for}`]
          .filter((one) => one !== undefined)
          .join(', '),
      );
  };
  return {
    told,
    define: async (id: string, rule: object, status = 201): Promise<void> => {
      const answer = await stage().send('PUT', `/v1/alerts/${id}`, { title: id, window: 'day', ...rule });
      expect([answer.body, answer.status]).toEqual([answer.body, status]);
      stage().position = String(answer.body['position']);
    },
    settled: (id: string, expected: Told): Promise<void> =>
      until(async () => JSON.stringify(await told(id)) === JSON.stringify(expected)),
    partsOf: async (id: string): Promise<readonly Part[]> =>
      ((await stage().get(`/v1/alerts/${id}`)) as unknown as { parts: readonly Part[] }).parts,
    /** Until the judge has looked at everything that is recorded, what he recorded himself included. */
    judged: (): Promise<void> =>
      until(async () => {
        const text = await (await fetch(`${stage().url}/metrics`)).text();
        const [, at = '0'] = /reaction="firing\.facts"[^\n]* (\d+)$/m.exec(text) ?? [];
        return Number(at) >= (await stage().book.log.tail());
      }),
  };
}
