import path from 'node:path'
import { Failure } from '../../../shared/errors.ts'
import type { BatchHeader } from '../../library/batch-files.ts'
import type { NewArticle } from '../../library/library.ts'
import { readGivenFile } from '../given-file.ts'
import { newArticle } from '../new-article.ts'
import type { Entry } from './batch.ts'

/**
 * What is to be saved of an entry; its file, if it has one, is read now.
 * @throws Failure not-found for a file that the window has not handed over or that is gone, invalid-address, too-large
 */
export async function articleOf({ tags, folder = '' }: BatchHeader, { address, file, given, bytes }: Entry): Promise<NewArticle> {
  if (address !== undefined) return newArticle({ kind: 'address', address, tags })
  if (file !== undefined) return newArticle({ kind: 'file', ...(await readGivenFile(path.resolve(folder, file))), tags })
  if (given === undefined || bytes === undefined) throw new Failure({ code: 'not-found', what: 'file' })
  return newArticle({ kind: 'file', name: path.basename(given), bytes, tags })
}
