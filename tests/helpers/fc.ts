import fc from 'fast-check'

const environment = (globalThis as { readonly process?: { readonly env: Readonly<Record<string, string | undefined>> } }).process?.env
const wished = environment?.['LECTERN_SEED']

/*
 * The examples that fast-check makes up are the same in every run: a property that holds on one machine holds on all, and one
 * that does not fails in the run that broke it, not in somebody else's. To look further, `LECTERN_SEED=random` (or a number)
 * before `npx vitest run --project node`; what fails tells its seed and its path, to be kept as an example of its own.
 */
fc.configureGlobal({ seed: wished === 'random' ? Date.now() : Number(wished ?? 20_261_123) })

export { fc }
