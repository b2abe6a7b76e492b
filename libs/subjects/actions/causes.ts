/** What an automation decided that led on: it recorded something of the same customer, and that is what sets another one off. */
export type Cause = { readonly automation: string; readonly occasion: string };

/** What led to an occasion, the first first: none where nothing that an automation recorded did. */
export type Causes = readonly Cause[];

/** Automations that act one after the other on what the one before recorded: at most so many. */
const LONGEST = 5;

/** Whether an automation would be set off by what it led to itself. */
export function isLoop(automation: string, causes: Causes): boolean {
  return causes.some((cause) => cause.automation === automation);
}

/** Whether as many as may have acted already, so that another one would make the chain too long. */
export function isAtEnd(causes: Causes): boolean {
  return causes.length >= LONGEST;
}
