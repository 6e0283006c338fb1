import { annotateCommand, annotationsCommand } from './annotate.ts'
import {
  archiveCommand,
  deleteCommand,
  favouriteCommand,
  restoreCommand,
  tagCommand,
  unarchiveCommand,
} from './change.ts'
import { cleanCommand } from './clean.ts'
import type { Command } from './command.ts'
import { editCommand } from './edit.ts'
import { listCommand, searchCommand } from './list.ts'
import { saveCommand } from './save.ts'
import { showCommand } from './show.ts'
import { verifyCommand } from './verify.ts'
import { versionsCommand } from './versions.ts'

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  saveCommand,
  listCommand,
  showCommand,
  searchCommand,
  annotateCommand,
  annotationsCommand,
  tagCommand,
  archiveCommand,
  unarchiveCommand,
  favouriteCommand,
  editCommand,
  deleteCommand,
  restoreCommand,
  cleanCommand,
  versionsCommand,
  verifyCommand,
]

/** Commands that are decided on and not built yet. */
export const LATER_COMMANDS: readonly string[] = ['import', 'export', 'cite', 'backup', 'restore-backup']
