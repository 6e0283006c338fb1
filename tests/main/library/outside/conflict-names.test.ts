import { expect, test } from 'vitest'
import { isConflictCopy } from '../../../../main/library/outside/conflict-names.ts'

test.each([
  'annotations.sync-conflict-20261122-170000-ABCDEFG.json',
  'annotations (conflicted copy 2026-11-22 170000).json',
  'annotations (conflicted copy Ann 2026-11-22 170000).json',
  'annotations_conflict-20261122-170000.json',
  "annotations (Ann's conflicted copy 2026-11-22).json",
  "annotations (Ann's conflicted copy 2026-11-22 (1)).json",
  'annotations (In Konflikt stehende Kopie von Ann 2026-11-22).json',
  'annotations (Copie en conflit de Ann 2026-11-22).json',
  'annotations (Ann のコンフリクト 衝突コピー 2026-11-22).json',
  'annotations (SFConflict ann@example.com 2026-11-22-17-00-00).json',
  'annotations.Conflict.json',
  'annotations_PC_Nov-22-170000-2026_Conflict.json',
  'annotations 2.json',
  'annotations (1).json',
  'annotations-DESKTOP-7F3K2LQ.json',
  'annotations-DESKTOP-7F3K2LQ-2.json',
  'annotations-Anns-MacBook-Pro.json',
])('a conflict copy: %s', (name) => {
  expect(isConflictCopy(name, 'annotations.json')).toBe(true)
})

test.each([
  'annotations.json',
  'annotations-backup.json',
  'annotations-OLD.json',
  'annotations copy.json',
  'annotations.json.damaged-20261122T170000Z',
  '.syncthing.annotations.json.tmp',
  '~syncthing~annotations.json.tmp',
  '.annotations.json.Xa3f1',
  'annotations.json.part',
  'article (1).json',
  'notes.sync-conflict-20261122-170000-ABCDEFG.json',
])('no conflict copy: %s', (name) => {
  expect(isConflictCopy(name, 'annotations.json')).toBe(false)
})
