import type { DatabaseSyncInstance } from '@photostructure/sqlite'

/** Answers a name for what a database holds now; another one after anything was written, here or by another connection. */
export function databaseVersion(database: DatabaseSyncInstance): () => string {
  const ofOthers = database.prepare('PRAGMA data_version')
  const ofOurs = database.prepare('SELECT total_changes() AS changes')
  return () => {
    const { data_version: others } = ofOthers.get() as { data_version: number }
    const { changes } = ofOurs.get() as { changes: number }
    return `${others} ${changes}`
  }
}
