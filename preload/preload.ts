import { contextBridge, ipcRenderer } from 'electron'
import type { AppEvents, Bridge, EventName } from '../shared/ipc.ts'

/**
 * The whole bridge between the window and main: one channel for calls (`call`), one for events (`event`, sent as
 * name and payload), and the answer to the event `closing`. What may be called is decided by `shared/ipc.ts` and
 * looked up in main; nothing is decided here, so this file never has to change.
 */
const bridge: Bridge = {
  call: (name, args) => ipcRenderer.invoke('call', name, args),
  readyToClose: () => ipcRenderer.send('ready-to-close'),
  on: (name, listener) => {
    // The event object is dropped: it would hand the window a way to answer main by itself.
    const receive = (_event: unknown, sent: EventName, payload: unknown): void => {
      if (sent === name) listener(payload as AppEvents[typeof name])
    }
    ipcRenderer.on('event', receive)
    return () => void ipcRenderer.removeListener('event', receive)
  },
}

contextBridge.exposeInMainWorld('bridge', bridge)
