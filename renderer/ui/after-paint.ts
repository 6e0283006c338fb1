/** Does something once what is in the document now has been painted. */
export function afterPaint(act: () => void): void {
  requestAnimationFrame(() => window.setTimeout(act))
}
