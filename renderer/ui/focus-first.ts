/**
 * A `ref` for the control that the keyboard begins at when something opens over the window. (The attribute `autoFocus`
 * means the same, but cannot be told from the one that steals the keyboard as a page loads.)
 */
export function focusFirst(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true })
}
