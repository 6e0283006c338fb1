// The baseline of the start-up measurement: a window that shows React saying hello, and nothing else.
import { app, BrowserWindow } from 'electron'
import { join } from 'node:path'

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 820, show: false, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => window.show())
  void window.loadFile(join(process.env.BENCH_EMPTY_PAGE, 'index.html'))
})
app.on('window-all-closed', () => app.quit())
