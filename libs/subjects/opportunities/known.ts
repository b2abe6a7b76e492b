import { streamNamed, type Data, type Desk } from '#ledger/command-type.js';
import { OPPORTUNITY } from './opportunity.commands.js';

/** Whether there is the opportunity that a fact names. */
export async function isOpened(
  { opportunityId }: { readonly opportunityId?: string },
  { handler }: Desk,
): Promise<boolean> {
  if (opportunityId === undefined) return false;
  return (await handler.stateOf(OPPORTUNITY, opportunityId)).opened !== undefined;
}

/** The stream of the opportunity that a command names. */
export function opportunityStream({ opportunityId }: Data): string | undefined {
  return streamNamed(OPPORTUNITY.prefix, opportunityId);
}
