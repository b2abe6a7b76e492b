import type { NamedContent } from './named.events.js';
import { Problem } from '#kernel/problem.js';

/** What is shown in place of a secret; said again, it stands for the one there is. */
export const MASK = 'whsec_***';

/** Makes of a secret what may be kept in events: the same of the same one. */
export type SealSecret = (secret: string) => Promise<string>;

/** Content as it is kept: what these fields say is sealed. */
export async function sealedContent(
  content: NamedContent,
  secrets: readonly string[],
  seal: SealSecret,
): Promise<NamedContent> {
  const sealed: Record<string, NamedContent[string]> = { ...content };
  for (const field of secrets) {
    const secret = content[field];
    if (typeof secret === 'string' && secret !== MASK) sealed[field] = await seal(secret);
  }
  return sealed;
}

/** Content as it is shown: secrets are told to nobody. */
export function maskedContent(content: NamedContent, secrets: readonly string[]): NamedContent {
  const said = secrets.filter((field) => content[field] !== undefined).map((field) => [field, MASK]);
  return { ...content, ...(Object.fromEntries(said) as NamedContent) };
}

/** Content in which a masked secret is the one there was. @throws Problem where there was none */
export function withSecretsOf(
  before: NamedContent | undefined,
  content: NamedContent,
  secrets: readonly string[],
): NamedContent {
  const kept: Record<string, NamedContent[string]> = { ...content };
  for (const field of secrets) {
    if (content[field] !== MASK) continue;
    const secret = before?.[field];
    if (secret === undefined) {
      const detail = `stands for the secret there is, and there is none: say one, or leave it out`;
      throw new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
    }
    kept[field] = secret;
  }
  return kept;
}
