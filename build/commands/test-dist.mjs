import { Advice } from '../say.mjs'

/** @returns {Promise<number>} */
export async function testDist() {
  throw new Advice('Not here yet.')
}
