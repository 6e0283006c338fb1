// The main process of component tests: one plain window, in which Vitest's page is opened.
import { app, BrowserWindow, Menu } from 'electron'

Menu.setApplicationMenu(null)
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1320, height: 880, webPreferences: { backgroundThrottling: false } })
  void window.loadURL('about:blank')
})
