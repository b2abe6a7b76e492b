import { cutsOf, metricsOf } from '../chart-answer.js';
import type { Frame } from '../frame.js';
import { around } from '../layout.js';
import { formatFigure } from '../numbers.js';
import { drawerOf, type ToDraw } from '../other-kinds.js';

/** Drawn by its own module; undefined where that is not there, or does not draw it. */
export function other(frame: Frame): object | undefined {
  const { answer, settings, view, colours, font } = frame;
  const { titles, room } = around(frame, []);
  const draw = drawerOf(settings.kind);
  if (draw === undefined) return undefined;
  const chart: ToDraw = {
    answer,
    metrics: metricsOf(answer, settings.metrics),
    cuts: cutsOf(answer),
    area: {
      x: room.left,
      y: room.top,
      width: Math.max(0, view.width - room.left - room.right),
      height: Math.max(0, view.height - room.top - room.bottom),
    },
    ...{ colours, font, language: view.language },
    written: (figure, column) => formatFigure(figure, column, answer.meta.currency, view.language),
  };
  try {
    return { legend: { show: false }, series: [], ...draw(chart), title: titles };
  } catch {
    return undefined;
  }
}
