import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { filledIn, templateError } from './templates.js';

const SAMPLE = { name: 'Ada', orders: 3, revenue: '12.5', overdue: true };

describe('templates of messages', () => {
  it('are filled in with what is known of a customer, and nothing where there is none', () => {
    const template = 'Hello {{ name }}{% if overdue %}, it is time{% endif %}: {{ orders | times: 2 }} x {{ revenue }}';
    expect(templateError(template, SAMPLE)).toBe(undefined);
    expect(filledIn(template, SAMPLE, 'text')).toBe('Hello Ada, it is time: 6 x 12.5');
    expect(filledIn('[{{ name }}]{{ name | default: "you" }}', { name: null }, 'text')).toBe('[]you');
  });

  it.each([
    ['{{ nome }}', 'has nome'],
    ['{{ name.constructor }}', 'has name.constructor'],
    ['{{ name["__proto__"] }}', 'has name.__proto__'],
    ['{{ __proto__ }}', 'has __proto__'],
    ['{{ constructor }}', 'has constructor'],
    ['{% if toString %}{% endif %}', 'has toString'],
    ['{{ name | shout }}', 'undefined filter: shout'],
    ['{{ name | raw }}', 'undefined filter: raw'],
    ['{{ name', 'not closed'],
    ['{% if name %}', 'not closed'],
    ['{% include "/etc/passwd" %}', 'tag "include" not found'],
    ['{% render "x" %}', 'tag "render" not found'],
    ['{% layout "x" %}', 'tag "layout" not found'],
    ['{% for i in (1..100000000) %}{{ i }}{% endfor %}', 'memory alloc limit'],
    ['{% for i in (1..9999) %}{% for j in (1..9999) %}{{ name }}{% endfor %}{% endfor %}', 'limit'],
    ['x'.repeat(20_001), 'limit'],
  ])('are refused with the place: %s', (template, why) => {
    expect(templateError(template, SAMPLE)).toContain(why);
  });

  it('write what is filled in so that it is read as it is', () => {
    expect(filledIn('**Dear** {{ name }}', { name: '[x](http://y) *z*' }, 'markdown')).toBe(
      '**Dear** \\[x\\]\\(http://y\\) \\*z\\*',
    );
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(filledIn('{{ name }}', { name }, 'text')).toBe(name);
        expect(filledIn('{{ name }}', { name }, 'markdown').replaceAll(/\\([\\`*_[\]()<>#~|])/g, '$1')).toBe(name);
      }),
    );
  });
});
