import { describe, expect, it } from '@jest/globals';
import { MADE_FORECAST as MADE } from '#testing/a-kept-forecast.js';
import { Desk } from '#testing/desk.js';
import { makingForecast } from './forecast.commands.js';

describe('a forecast that is kept', () => {
  it('is recorded as it was made, under an id of what it says', async () => {
    const desk = new Desk();
    const making = makingForecast(MADE);
    expect(making.id).toMatch(/^2024-04-30-[\w-]{16}$/);
    await desk.ledger.take(making, { actor: 'jo' });
    expect(await desk.lastEvent()).toMatchObject({
      type: 'ForecastMade',
      stream: `forecast-${making.id}`,
      occurredAt: Desk.NOW,
      envelope: { actor: 'jo' },
      data: { id: making.id, ...MADE },
    });
  });

  it('is one, however often it is kept; other numbers are another', async () => {
    const desk = new Desk();
    const first = await desk.ledger.take(makingForecast(MADE), {});
    desk.now = '2024-05-02T12:00:00.000Z';
    const again = await desk.ledger.take(makingForecast(MADE), {});
    expect(again).toMatchObject({ duplicate: true, position: first.position });
    const other = makingForecast({ ...MADE, knownAt: '2024-05-02' });
    expect((await desk.ledger.take(other, {})).duplicate).toBe(false);
  });
});
