import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
}

/** What could not be loaded, for the server was replaced or is away, is said, and can be tried again. */
export class Boundary extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    return (
      <p className="loading" role="alert">
        A part of the explorer could not be loaded.{' '}
        <button type="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </p>
    );
  }
}
