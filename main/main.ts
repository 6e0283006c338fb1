import { Menu, app } from 'electron'
import { join } from 'node:path'
import { registerAppScheme } from './app-scheme.ts'

/** What `npm run lectern` and the installed `lectern <command>` put before a command's own words. */
const COMMAND_LINE = '--lectern-cli'

// The name decides the folders of settings and index; a checkout and an installed Lectern must agree on it.
app.setName('Lectern')
if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), 'Lectern'))
registerAppScheme()
// Else Electron builds its own before the app is ready (12 ms, measured), only to have it replaced.
Menu.setApplicationMenu(null)

const command = process.argv.indexOf(COMMAND_LINE)
// Each way of running loads what it needs and no more: a window should not wait for the command line's words.
if (command === -1) void import('./start-desktop.ts').then(({ startDesktop }) => startDesktop())
else void import('./start-command-line.ts').then(({ startCommandLine }) => startCommandLine(process.argv.slice(command + 1)))
