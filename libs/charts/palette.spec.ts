import { describe, expect, it } from '@jest/globals';
import { CHART_THEMES, palette } from './palette.js';

type Colour = readonly [number, number, number];
type Matrix = readonly [Colour, Colour, Colour];

/** What eyes without one kind of cones see, in linear light: Machado, Oliveira and Fernandes 2009, severity 1. */
const EYES: Readonly<Record<string, Matrix>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

const linear = (hex: string): Colour => {
  const of = (at: number): number => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return [of(1), of(3), of(5)];
};
const times = (matrix: Matrix, [r, g, b]: Colour): Colour =>
  matrix.map(([x, y, z]) => x * r + y * g + z * b) as unknown as Colour;

/** Relative luminance and contrast of WCAG 2. */
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [a, b]
    .map(
      (hex) =>
        times(
          [
            [0.2126, 0.7152, 0.0722],
            [0, 0, 0],
            [0, 0, 0],
          ],
          linear(hex),
        )[0],
    )
    .sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

/** Oklab of Björn Ottosson, in which equal distances look equal. */
const oklab = (colour: Colour): Colour => {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    colour.map((part) => Math.min(1, Math.max(0, part))) as unknown as Colour,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones.map(Math.cbrt) as unknown as Colour,
  );
};

describe.each(CHART_THEMES)('the %s palette', (theme) => {
  const { groups, background, text, quiet, grey } = palette(theme);

  it('stands out from the background: texts 4.5:1, marks 3:1', () => {
    for (const hex of [text, quiet]) expect(contrast(hex, background)).toBeGreaterThanOrEqual(4.5);
    for (const hex of [...groups, grey]) expect(contrast(hex, background)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(EYES))('is told apart by %s cones', (_, matrix) => {
    const seen = groups.map((hex) => oklab(times(matrix, linear(hex))));
    const distances = seen.flatMap((a, i) =>
      seen.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
    );
    expect(distances).toHaveLength(28);
    // About four times what is just noticeable.
    expect(Math.min(...distances)).toBeGreaterThan(0.08);
  });
});
