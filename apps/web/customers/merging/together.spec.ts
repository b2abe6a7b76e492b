import { describe, expect, it } from '@jest/globals';
import { together, type Compared } from './together.js';

const lead: Compared = {
  registered: null,
  region: '',
  segment: '',
  source: '',
  salesperson: '',
  firstPurchase: null,
  lastPurchase: null,
  orders: 0,
};

describe('two customers together', () => {
  it('are what the one that stays says, and what it lacks of the other', () => {
    const stays = { ...lead, registered: '2024-03-01', region: 'west' };
    const merged = { ...lead, registered: '2024-01-01', region: 'east', source: 'fair' };
    expect(together(stays, merged)).toEqual({ ...lead, registered: '2024-03-01', region: 'west', source: 'fair' });
    expect(together(lead, merged)).toEqual(merged);
  });

  it('have bought since the earlier of the two and until the later, all of it', () => {
    const one = { ...lead, firstPurchase: '2024-02-01', lastPurchase: '2024-02-01', orders: 1 };
    const other = { ...lead, firstPurchase: '2024-01-01', lastPurchase: '2024-04-01', orders: 3 };
    const both = { firstPurchase: '2024-01-01', lastPurchase: '2024-04-01', orders: 4 };
    expect([together(one, other), together(other, one)]).toMatchObject([both, both]);
    expect([together(one, lead), together(lead, one)]).toEqual([one, one]);
    expect(together(lead, lead)).toEqual(lead);
  });
});
