/**
 * Milliseconds that a test waits at most for what it is about. A machine ten times slower than a developer's does not reach
 * it: how long something takes on a busy machine says nothing of the code, and a test that passes never waits so long.
 */
export const PATIENCE_MS = 30_000
