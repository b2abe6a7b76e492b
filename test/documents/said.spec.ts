import { describe, expect, it } from '@jest/globals';
import { compared } from './said.js';

const isRight = (said: string, printed: string, language = 'text'): boolean => {
  const [one, other] = compared(language, said, printed);
  return one === other;
};

describe('what a page says is printed', () => {
  it('is compared to the last sign', () => {
    expect([isRight('a  1\nb  2\n', 'a  1\nb  2'), isRight('a  1', 'a  2'), isRight('a', 'a\nb')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('may lay JSON out as it likes, and have blanks at the ends of lines', () => {
    expect(isRight('{"a": [1,\n 2]}', '{"a":[1,2]}\n', 'json')).toBe(true);
    expect(isRight('a\nb', 'a  \nb')).toBe(true);
    expect(isRight('{"a": 12}', '{"a":13}', 'json')).toBe(false);
  });

  it('has an ellipsis for whatever there is', () => {
    expect(isRight('from … to …', 'from here to there')).toBe(true);
    expect([isRight('… it', 'do it'), isRight('a…c', 'abbc'), isRight('a…b…a', 'a')]).toEqual([true, true, false]);
    expect([isRight('a…b', 'b…a'), isRight('a…c…b', 'ab'), isRight('aa…a', 'aa')]).toEqual([false, false, false]);
  });
});
