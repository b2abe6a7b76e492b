import type { Draw } from '@tallybook/plugin';

/** Pixels of the name of a rung, and of its figure. */
const NAME = 90;
const FIGURE = 80;
const SIZE = 12;

/**
 * A rung for each row, as wide as its first figure is large. Pages load this module by itself, and the server for files and mail: it
 * imports nothing that runs.
 */
export const draw: Draw = ({ answer: { rows }, metrics: [metric], cuts, area, colours, font, written }) => {
  if (metric === undefined) return {};
  const figures = rows.map((row) => Math.max(0, Number(row[metric.name] ?? 0)));
  const most = Math.max(1, ...figures);
  const step = area.height / Math.max(1, rows.length);
  const text = (value: string, x: number, y: number) => ({
    type: 'text',
    left: x,
    top: y,
    style: { text: value, fill: colours.text, fontFamily: font, fontSize: SIZE },
  });
  return {
    graphic: rows.flatMap((row, i) => {
      const y = area.y + i * step;
      const width = ((area.width - NAME - FIGURE) * (figures[i] ?? 0)) / most;
      const shape = { x: area.x + NAME, y: y + step / 4, width: Math.max(0, width), height: step / 2 };
      const middle = y + (step - SIZE) / 2;
      return [
        { type: 'rect', shape, style: { fill: colours.groups[0] } },
        text(cuts.map(({ name }) => String(row[name] ?? '')).join(' '), area.x, middle),
        text(written(row[metric.name] ?? null, metric), shape.x + shape.width + 6, middle),
      ];
    }),
  };
};
