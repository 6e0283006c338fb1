import { Component } from 'react'
import type { ReactNode } from 'react'
import { Button } from './ui/button.tsx'
import { StatePage } from './ui/state-page.tsx'

/** Shows what is left to do when the window itself fails: the library is safe, and showing it again usually works. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <StatePage icon="warning" title="Something went wrong in this window" text="Your library is safe: everything shown as saved is on the disk." role="alert">
        <Button kind="primary" icon="retry" onClick={() => location.reload()}>
          Show the window again
        </Button>
      </StatePage>
    )
  }
}
