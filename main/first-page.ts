import { FIRST_PAGE_ID } from '../shared/first-screen.ts'
import type { Settings } from '../shared/settings.ts'

/**
 * The window's page with what its first frame shows in it, as JSON that no browser runs: a data block, which the content
 * security policy leaves alone (https://html.spec.whatwg.org/multipage/scripting.html#data-block).
 * @param html the page as it was built
 * @param screen a `FirstScreen` as JSON text
 */
export function firstPage(html: string, settings: Settings, screen: string | undefined): string {
  const json = `{"settings":${JSON.stringify(settings)}${screen === undefined ? '' : `,"screen":${screen}`}}`
  // A title may hold `</script>`, and `<!--` would change how the rest of the page is read.
  const data = json.replaceAll('<', '\\u003c')
  // A function, since `$&` in a title would be a pattern.
  return html.replace('</body>', () => `<script type="application/json" id="${FIRST_PAGE_ID}">${data}</script></body>`)
}
