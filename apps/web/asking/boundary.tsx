import { Component, type ComponentChildren } from 'preact';
import type { Address } from '../address.js';
import { Failed } from './said.js';

interface BoundaryProps {
  readonly address: Address;
  readonly children: ComponentChildren;
}

interface BoundaryState {
  readonly error?: unknown;
  /** Where it failed: what is elsewhere need not fail. */
  readonly at?: Address;
}

/** Around each place: where one cannot be shown, it says so, and the way to the others stays. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ error, at: this.props.address });
  }

  override render({ address, children }: BoundaryProps, { error, at }: BoundaryState): ComponentChildren {
    return at === address ? <Failed error={error} again={() => location.reload()} /> : children;
  }
}
