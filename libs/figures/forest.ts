/** A customer is merged into another, or no more. */
export interface Joining {
  readonly merged: string;
  /** It may be merged itself. */
  readonly into: string;
  readonly joins: boolean;
}

/** Where a customer belongs by all merges. What is kept under its id is what happened under it alone. */
export interface Family {
  /** Into which it is merged; absent for one that stands for itself. */
  readonly into?: string;
  /** All who are one with it, first itself, in the order in which what one lacks is taken of the next; none of one that is merged. */
  readonly members: readonly string[];
}

/** Which customers are one, after some merges in the order of the log. */
export class Forest {
  private readonly parents = new Map<string, string>();
  /** By customer, who was merged into it, in that order. */
  private readonly children = new Map<string, string[]>();

  take({ merged, into, joins }: Joining): void {
    const known = this.parents.get(merged);
    if (known !== undefined) {
      this.parents.delete(merged);
      this.children.set(
        known,
        (this.children.get(known) ?? []).filter((child) => child !== merged),
      );
    }
    if (!joins) return;
    this.parents.set(merged, into);
    this.children.set(into, [...(this.children.get(into) ?? []), merged]);
  }

  /** What stays of a customer: itself where it is not merged. */
  survivorOf(id: string): string {
    let survivor = id;
    for (let into = this.parents.get(id); into !== undefined; into = this.parents.get(into)) survivor = into;
    return survivor;
  }

  /** Those who are one with a customer that is not merged, itself first: each before those merged into it, these as they were merged. */
  membersOf(id: string): readonly string[] {
    return [id, ...(this.children.get(id) ?? []).flatMap((child) => this.membersOf(child))];
  }

  familyOf(id: string): Family {
    const into = this.parents.get(id);
    return into === undefined ? { members: this.membersOf(id) } : { into, members: [] };
  }
}
