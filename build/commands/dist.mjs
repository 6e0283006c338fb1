import { Advice } from '../say.mjs'

/** @param {readonly string[]} _args @returns {Promise<number>} */
export async function dist(_args) {
  throw new Advice('Not here yet.')
}
