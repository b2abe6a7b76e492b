interface SegmentLinkProps {
  /** Of the segment that is to be made. */
  readonly title: string;
  /** In the language of segments. */
  readonly rule: string;
  readonly children: string;
}

/** The way to a new segment of customers whom a rule can tell. */
export function SegmentLink({ title, rule, children }: SegmentLinkProps) {
  return <a href={`/segments?${new URLSearchParams({ new: '1', title, rule }).toString()}`}>{children}</a>;
}
