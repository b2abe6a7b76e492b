// A dot for each row, as large as its figure: what the kind of chart `ticket.dots` draws, on pages and in files.
export const draw = ({ answer: { rows }, metrics: [metric], area, colours }) => ({
  graphic: rows.map((row, i) => ({
    type: 'circle',
    shape: {
      cx: area.x + ((i + 0.5) * area.width) / rows.length,
      cy: area.y + area.height / 2,
      r: 4 * Number(row[metric.name]),
    },
    style: { fill: colours.groups[0] },
  })),
});
