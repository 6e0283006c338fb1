import { ipcMain } from 'electron'
import type { WebContents, WebFrameMain } from 'electron'
import { Failure } from '../shared/errors.ts'
import type { Api, AppEvents, EventName, Result } from '../shared/ipc.ts'
import { answerCall } from './answer-call.ts'
import { APP_ORIGIN } from './app-scheme.ts'

/** Serves every call of the `Api` on one channel, to the app's own window only. */
export function serve(
  apiFor: (call: unknown) => Promise<Partial<Api>>,
  o: { onFault: (call: string, fault: unknown) => void; onReadyToClose: () => void },
): void {
  ipcMain.handle('call', async (event, name: unknown, args: unknown): Promise<Result<unknown>> => {
    if (!isOwnWindow(event.senderFrame, event.sender)) {
      return { ok: false, error: { code: 'invalid-argument', problem: 'not from the app' } }
    }
    try {
      return await answerCall(await apiFor(name), name, args, o.onFault)
    } catch (thrown) {
      return { ok: false, error: thrown instanceof Failure ? thrown.error : { code: 'unexpected' } }
    }
  })
  ipcMain.on('ready-to-close', (event) => {
    if (isOwnWindow(event.senderFrame, event.sender)) o.onReadyToClose()
  })
}

/** Tells a window something unasked. */
export function emit<K extends EventName>(contents: WebContents, name: K, payload: AppEvents[K]): void {
  if (!contents.isDestroyed()) contents.send('event', name, payload)
}

function isOwnWindow(frame: WebFrameMain | null, contents: WebContents): boolean {
  return frame !== null && frame === contents.mainFrame && frame.origin === APP_ORIGIN
}
