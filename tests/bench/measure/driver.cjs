// Loaded before an app with `-r`, so that a measurement can drive its window without a debugger attached to it: keys go
// the way of real keys, scripts run in the page, and main says how many lists it still has to answer.
const { app, ipcMain } = require('electron')

let window
let ready
const loaded = new Promise((resolve) => (ready = resolve))
app.on('web-contents-created', (_event, contents) => {
  if (window !== undefined) return
  window = contents
  contents.once('dom-ready', ready)
})

let open = 0
let lastAnswer = 0
const handle = ipcMain.handle.bind(ipcMain)
ipcMain.handle = (channel, listener) =>
  handle(channel, async (event, name, ...rest) => {
    if (name !== 'listArticles' && name !== 'listNewest') return listener(event, name, ...rest)
    open++
    try {
      return await listener(event, name, ...rest)
    } finally {
      open--
      lastAnswer = Date.now()
    }
  })

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const work = {
  evaluate: ({ code }) => window.executeJavaScript(code, true),
  async keys({ keys, apart }) {
    for (const key of keys) {
      if (key.length === 1 && key.charCodeAt(0) > 0x2e80) await window.insertText(key)
      else {
        window.sendInputEvent({ type: 'keyDown', keyCode: key })
        if (key.length === 1) window.sendInputEvent({ type: 'char', keyCode: key })
        window.sendInputEvent({ type: 'keyUp', keyCode: key })
      }
      await pause(apart)
    }
  },
  /** Resolves when no list has been asked for or answered for so many milliseconds. */
  async listsAnswered({ quiet }) {
    for (let since = Date.now(); open > 0 || Date.now() - Math.max(since, lastAnswer) < quiet; await pause(10)) {
      if (open > 0) since = Date.now()
    }
  },
  close: () => app.quit(),
}

process.on('message', ({ number, kind, ...given }) => {
  loaded
    .then(() => work[kind](given))
    .then((value) => process.send({ number, value }))
    .catch((fault) => process.send({ number, fault: String(fault?.stack ?? fault) }))
})
