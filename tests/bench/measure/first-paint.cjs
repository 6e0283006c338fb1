// Loaded before the app with `-r`: says on stdout when what BENCH_SELECTOR names has been painted, as milliseconds
// since 1970, and quits. The same for the empty window and for Lectern, so that both are measured alike.
const { app } = require('electron')

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
    void painted.then((at) => {
      process.stdout.write(`painted ${at}\n`)
      setTimeout(() => app.exit(0), Number(process.env.BENCH_LINGER ?? 0))
    })
  })
})
