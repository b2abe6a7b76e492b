import type { Frame } from './frame.js';

/** Sizes of what stands around a drawing, in pixels. */
export const EDGE = 16;
const TITLE = 16;
export const SMALL = 11;
const LINE = 1.45;
/** The widest letters of the fonts in use, in their size. */
const LATIN = 0.62;
/** How much wider bold ones are. */
export const BOLD = 1.16;
/** From where on characters are as wide as they are high. */
const WIDE = 0x1100;

/** Where a drawing has room, and the texts around it. */
export interface Room {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** About how wide a text is: the same on a server, where nothing measures it, as in a page. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) >= WIDE ? size : size * LATIN;
  return width;
}

/** The beginning of a text that has room, with an ellipsis where it is cut. */
export function fitted(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (textWidth(`${kept}${character}…`, size) > width) break;
    kept += character;
  }
  return `${kept}…`;
}

/** A text in lines that have room: broken between words, and within what is longer than a line. */
function wrapped(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/[^\s\u1100-\uffff]+\s*|[\u1100-\uffff]\s*|\s+/gu) ?? []) {
    if (line !== '' && textWidth((line + word).trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  return [...lines, line.trimEnd()].filter(Boolean).map((one) => fitted(one, size, width));
}

/** The title above, the clocks and notes below; and the room that is left between them. */
export function around(frame: Frame, notes: readonly string[]): { titles: readonly object[]; room: Room } {
  const { view, title, subtitle, footer, colours, font } = frame;
  const width = view.width - 2 * EDGE;
  const below = [...(view.isBare === true ? [] : [footer]), ...notes].flatMap((text) => wrapped(text, SMALL, width));
  const bottom = below.length * SMALL * LINE + (below.length > 0 ? EDGE / 2 : 0);
  const style = (fontSize: number, color: string, fontWeight = 'normal'): object => ({
    fontSize,
    color,
    fontWeight,
    fontFamily: font,
    lineHeight: fontSize * LINE,
  });
  const foot =
    below.length === 0
      ? []
      : [{ text: below.join('\n'), left: EDGE, bottom: EDGE / 2, padding: 0, textStyle: style(SMALL, colours.quiet) }];
  if (view.isBare === true)
    return { titles: foot, room: { top: EDGE, bottom: bottom + EDGE / 2, left: EDGE, right: EDGE } };
  const head = {
    text: fitted(title, TITLE * BOLD, width),
    subtext: fitted(subtitle, SMALL, width),
    left: EDGE,
    top: EDGE / 2,
    padding: 0,
    itemGap: 2,
    textStyle: style(TITLE, colours.text, 'bold'),
    subtextStyle: style(SMALL, colours.quiet),
  };
  const top = EDGE / 2 + TITLE * LINE + (subtitle === '' ? 0 : SMALL * LINE + 2) + EDGE / 2;
  return { titles: [head, ...foot], room: { top, bottom: bottom + EDGE / 2, left: EDGE, right: EDGE } };
}

const MARK = 14;
const GAP = 12;
const LEGEND_LINE = SMALL * LINE + 6;

/** The share of the height that names of groups may take from what they name. */
const MOST_LEGEND = 0.3;

/**
 * The names of groups over a drawing, in as many lines as they need while that leaves it room; none where there is only one.
 * @param dispensable those that go first where there is none
 */
export function legend(
  frame: Frame,
  all: readonly string[],
  room: Room,
  dispensable: ReadonlySet<string> = new Set(),
): { legend: object; room: Room } {
  if (all.length < 2) return { legend: { show: false }, room };
  const { view, colours, font } = frame;
  const width = view.width - 2 * EDGE;
  const most = Math.max(60, Math.min(240, width / 2));
  const mostLines = Math.max(1, Math.floor((view.height * MOST_LEGEND) / LEGEND_LINE));
  const said = (some: readonly string[]): readonly string[] => {
    const rest = restOf(frame, all, some, dispensable);
    return some.map((name, i) => fitted(name, SMALL, most) + (i === some.length - 1 ? rest : ''));
  };
  const linesOf = (some: readonly string[]): number => linesIn(said(some), width);
  let names = linesOf(all) <= mostLines ? all : all.filter((name) => !dispensable.has(name));
  while (names.length > 1 && linesOf(names) > mostLines) names = names.slice(0, -1);
  const texts = new Map(said(names).map((text, i) => [names[i], text]));
  const height = linesOf(names) * LEGEND_LINE;
  return {
    legend: {
      data: names,
      left: EDGE,
      top: room.top,
      width,
      padding: 0,
      itemWidth: MARK,
      itemHeight: 10,
      itemGap: GAP,
      selectedMode: false,
      formatter: (name: string) => texts.get(name) ?? name,
      textStyle: { color: colours.text, fontSize: SMALL, fontFamily: font, lineHeight: SMALL * LINE },
    },
    room: { ...room, top: room.top + height + 6 },
  };
}

/** What the last of the names says of those that have no room: how many groups they are, or what it is that is dashed. */
function restOf(
  { texts }: Frame,
  all: readonly string[],
  shown: readonly string[],
  dispensable: ReadonlySet<string>,
): string {
  const left = all.filter((name) => !shown.includes(name));
  const more = left.filter((name) => !dispensable.has(name)).length;
  if (more > 0) return ` · ${texts.moreNames(more)}`;
  return left.length > 0 ? ` · ${texts.dashedBefore}` : '';
}

/** How many lines names take beside their marks. */
function linesIn(names: readonly string[], width: number): number {
  let lines = 1;
  let taken = 0;
  for (const name of names) {
    const own = textWidth(name, SMALL) + MARK + 5 + GAP;
    if (taken > 0 && taken + own > width) {
      lines++;
      taken = 0;
    }
    taken += own;
  }
  return lines;
}
