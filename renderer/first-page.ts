import { FIRST_PAGE_ID } from '../shared/first-screen.ts'
import type { FirstPage } from '../shared/first-screen.ts'

/** What main put into the window's page; empty where the page was not served by main. */
export function firstPage(): Partial<FirstPage> {
  const text = document.getElementById(FIRST_PAGE_ID)?.textContent
  return text ? (JSON.parse(text) as FirstPage) : {}
}
