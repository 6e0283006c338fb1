/**
 * Stands in for Electron where the library is tested in plain Node. electron-store looks for `app` and `ipcMain` in it and
 * does without when they are missing; nothing else of ours that is tested there may import Electron.
 */
export default {}
