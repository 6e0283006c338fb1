// Loaded before the app with `-r`: says on stdout when what BENCH_SELECTOR names has been painted, as milliseconds
// since 1970, and quits. The same for the empty window and for Lectern, so that both are measured alike. With BENCH_OPEN it
// then clicks what was painted, as a reader does, and says when the library has answered and when the article is painted.
const { app } = require('electron')

const OPEN = `new Promise((resolve) => {
  let library
  bridge.call('overview', []).then(() => (library = Date.now()))
  document.querySelector(WANTED).click()
  const look = () => {
    const text = document.querySelector('iframe[data-shown="true"]')?.contentDocument?.querySelector('main')?.textContent
    if (!text || !library) return requestAnimationFrame(look)
    requestAnimationFrame(() => requestAnimationFrame(() => resolve({ library, opened: Date.now() })))
  }
  look()
})`

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    const wanted = JSON.stringify(process.env.BENCH_SELECTOR)
    const painted = contents.executeJavaScript(`new Promise((resolve) => {
      const look = () => {
        if (!document.querySelector(${wanted})) return requestAnimationFrame(look)
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())))
      }
      look()
    })`)
    void painted.then(async (at) => {
      process.stdout.write(`painted ${at}\n`)
      if (process.env.BENCH_OPEN) {
        const { library, opened } = await contents.executeJavaScript(OPEN.replace('WANTED', wanted))
        process.stdout.write(`library ${library}\nopened ${opened}\n`)
      }
      setTimeout(() => app.exit(0), Number(process.env.BENCH_LINGER ?? 0))
    })
  })
})
