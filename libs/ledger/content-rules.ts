/**
 * Whether content means something to whoever works with it, such as the figures: which the write side does not know, and is handed.
 * @throws Problem naming the field that has no meaning
 */
export type ContentRule = (content: never, id: string) => void | Promise<void>;

/** By what the content is of; what is not named here may say what it likes. */
export type ContentRules = Readonly<Record<string, ContentRule>>;

/** @param of what the content is of @param id what that is called @throws Problem of its rule */
export async function needMeaning(rules: ContentRules, of: string, content: unknown, id: string): Promise<void> {
  await rules[of]?.(content as never, id);
}
