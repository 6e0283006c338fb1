import { contextBridge, ipcRenderer } from 'electron'
import type { AppEvents, Bridge, EventName } from '../shared/ipc.ts'

/**
 * The whole bridge between the window and main: one channel for calls (`call`), one for events (`event`, sent as
 * name and payload), and the answer to the event `closing`. What may be called is decided by `shared/ipc.ts` and looked up
 * in main; nothing is decided here, so this file never has to change.
 */
const listeners = new Set<(name: EventName, payload: unknown) => void>()

// The event object is dropped: it would hand the window a way to answer main by itself.
ipcRenderer.on('event', (_event: unknown, name: EventName, payload: unknown) => {
  for (const listener of listeners) listener(name, payload)
})

const bridge: Bridge = {
  call: (name, args) => ipcRenderer.invoke('call', name, args),
  readyToClose: () => ipcRenderer.send('ready-to-close'),
  on: (name, listener) => {
    const receive = (sent: EventName, payload: unknown): void => {
      if (sent === name) listener(payload as AppEvents[typeof name])
    }
    listeners.add(receive)
    return () => void listeners.delete(receive)
  },
}

contextBridge.exposeInMainWorld('bridge', bridge)
