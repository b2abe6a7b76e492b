import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from './catalogue.js';

describe('the catalogue of what subjects declare', () => {
  it('shows all figures by the dimensions that closings are digests of', () => {
    expect(CATALOGUE.commonDimensions.toSorted()).toEqual(
      'category cause channel currency kind outcome region salesperson segment source stage tier'.split(' '),
    );
  });

  it('has one dimension where several subjects go by it: with what each of them knows of it', () => {
    const { values = [], isOpen } = CATALOGUE.dimension('stage');
    expect([values.length, isOpen]).toEqual([7, true]);
    expect(CATALOGUE.dimension('weekday')).toEqual({
      values: ['1', '2', '3', '4', '5', '6', '7'],
      isNumber: true,
    });
    expect(CATALOGUE.dimension('product')).toEqual({});
  });

  it('says only of dimensions there are that more is known of them', () => {
    const declared = ['region', 'stage', 'from_stage', 'to_stage', 'cause', 'hour', 'age', 'direction', 'outcome'];
    expect(CATALOGUE.dimensions).toEqual(expect.arrayContaining([...declared, ...CATALOGUE.commonDimensions]));
  });
});
