import { errorOf } from './api.ts'
import { showError } from './ui/toast.tsx'

/** Runs a call nobody waits for; what goes wrong is said in a toast. Never rejects. */
export async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    showError(errorOf(thrown))
  }
}
