/**
 * Placeholder until the unprivileged way is there.
 * @param {readonly string[]} _packages
 * @returns {Promise<Record<string, string> | undefined>}
 */
export async function librariesWithoutRoot(_packages) {
  return undefined
}
