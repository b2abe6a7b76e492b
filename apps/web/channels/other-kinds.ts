import type { Channel } from '#client/index.js';
import type { Called } from '#charts/other-kinds.js';

/** A kind of channel that a plug-in of the server brings. */
export interface OtherKind {
  readonly name: string;
  readonly called: Called;
  readonly fields: readonly OtherField[];
}

/** What is filled in for a channel of it. */
export interface OtherField {
  readonly name: string;
  readonly called: Called;
  readonly form: 'text' | 'lines' | 'choice' | 'number';
  readonly isOptional: boolean;
  readonly isSecret: boolean;
  /** Of a choice. */
  readonly options: readonly string[];
}

/** Kinds of channels that plug-ins of the server bring, as the page was told when it was loaded. */
export function channelsOfPlugins(): readonly OtherKind[] {
  const said = document.querySelector<HTMLMetaElement>('meta[name="channel-kinds"]')?.content;
  return JSON.parse(said ?? '[]') as readonly OtherKind[];
}

/** What a channel says of such a kind, as it stands in a form. */
export function draftOfOther(kinds: readonly OtherKind[], channel: Channel): Readonly<Record<string, string>> {
  const said = channel as object as Readonly<Record<string, string | number | readonly string[] | undefined>>;
  return Object.fromEntries(
    fieldsOf(kinds, channel.kind).map(({ name }) => {
      const value = said[name] ?? '';
      return [name, typeof value === 'object' ? value.join('\n') : String(value)];
    }),
  );
}

/** What a form says of a channel of such a kind; what is left empty and may be is left out. */
export function saidOfOther(
  kinds: readonly OtherKind[],
  kind: string,
  draft: Readonly<Record<string, string>>,
): object {
  return Object.fromEntries(
    fieldsOf(kinds, kind).flatMap(({ name, form, isOptional, options }): readonly [string, unknown][] => {
      const value = draft[name] ?? '';
      if (form === 'choice') return [[name, value === '' ? options[0] : value]];
      if (value.trim() === '' && isOptional) return [];
      if (form === 'number') return [[name, Number(value)]];
      if (form === 'text') return [[name, value]];
      return [[name, value.split(/\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))]];
    }),
  );
}

export function fieldsOf(kinds: readonly OtherKind[], kind: string): readonly OtherField[] {
  return kinds.find(({ name }) => name === kind)?.fields ?? [];
}

/** What people call a kind that a plug-in brings; its name where that is not there. */
export function kindCalled(kind: string, language: keyof Called): string {
  return channelsOfPlugins().find(({ name }) => name === kind)?.called[language] ?? kind;
}
