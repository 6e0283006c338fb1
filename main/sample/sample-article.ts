import type { Colour } from '../../shared/model.ts'
import { SAMPLE_PICTURE } from './sample-picture.ts'

export interface SampleArticle {
  readonly title: string
  /** A whole web page, its picture within it: saved like any other page, with nothing to fetch. */
  readonly html: string
  /** The passage that is highlighted from the start; it stands in the page once. */
  readonly highlight: { readonly exact: string; readonly colour: Colour; readonly note: string; readonly tags: readonly string[] }
}

const TITLE = 'A quiet place to read'

const HIGHLIGHTED = 'A highlight is a promise to your later self.'

/** The article that a new library begins with: it teaches Lectern by being read. */
export function sampleArticle(): SampleArticle {
  return {
    title: TITLE,
    html: page(),
    highlight: {
      exact: HIGHLIGHTED,
      colour: 'yellow',
      note: 'And this is a note. It keeps what *you* thought, next to what somebody wrote.',
      tags: [],
    },
  }
}

function page(): string {
  const picture = `data:image/svg+xml;base64,${Buffer.from(SAMPLE_PICTURE).toString('base64')}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${TITLE}</title>
<meta name="author" content="The Lectern authors">
<meta property="og:site_name" content="Lectern">
<meta name="description" content="In four minutes you will have used everything that you need to know.">
</head>
<body>
<article>
<h1>${TITLE}</h1>
<p>This is an article like any other in your library: it was saved, cleaned and put on your disk, and there it stays. Reading it takes about four minutes. Do what it says as you go along, and by its end you will have used everything that you need to know. Nothing here can break.</p>
<figure>
<img src="${picture}" width="1200" height="640" alt="An open book on a desk beside a window at night. A line in it is highlighted, and a note is pinned next to it.">
<figcaption>Nothing on this desk needs a network, and neither does Lectern.</figcaption>
</figure>
<h2>Keep something</h2>
<p>Press <kbd>Ctrl</kbd>+<kbd>N</kbd> (on a Mac, <kbd>⌘</kbd> takes the place of <kbd>Ctrl</kbd> everywhere), paste the address of a page you would like to read, and press <kbd>Enter</kbd>. A row appears in your library at once and says what is happening: fetching, cleaning, pictures 3 of 12. You can go on reading meanwhile. If saving fails, because your train is in a tunnel or the page is gone, the row stays, says why, and lets you try again.</p>
<p>An address is not the only way in. Text that you copied will do, and so will a page or a text file from your disk, with <kbd>Ctrl</kbd>+<kbd>O</kbd>. And should you save the same page twice, you get the article that you have, not a second one.</p>
<p>What is kept is the article itself: its words, pictures, tables and code. Menus, banners and boxes that ask for your e-mail address stay outside. The page as it came is kept too, compressed, so that it can be cleaned again when Lectern has learned to do it better.</p>
<h2>Make it yours</h2>
<p>One sentence in this paragraph is yellow already. ${HIGHLIGHTED} It has a note as well, which you will find in the margin. Now make one of your own: select a few words, here or anywhere, and press <kbd>1</kbd>. The keys <kbd>2</kbd> to <kbd>5</kbd> give other colours; perhaps one of them comes to mean <em>important</em>, and another <em>I doubt it</em>. Then press <kbd>n</kbd> and write down what you think.</p>
<p>Feel free to change your mind. A click on a highlight lets you recolour or delete it, and <kbd>Ctrl</kbd>+<kbd>Z</kbd> takes back the last thing you did.</p>
<p>Highlights hold on to their words, not to a place in a file. When an article is cleaned again, Lectern looks for the words where they are now. A highlight that cannot be found is never thrown away: it waits at the end of the margin, with its text and its note.</p>
<h2>Find it again</h2>
<p><kbd>Esc</kbd> takes you back to your library. Press <kbd>/</kbd> there and type: Lectern looks through titles, texts, tags, your highlights and your notes while you are still typing, and shows the words where it found them. In an article, the same key finds words on the page. A few more will carry you a long way:</p>
<table>
<thead><tr><th>Press</th><th>to</th></tr></thead>
<tbody>
<tr><td><kbd>j</kbd>, <kbd>k</kbd></td><td>go to the next article, or back to the one before</td></tr>
<tr><td><kbd>e</kbd></td><td>archive an article that you have read</td></tr>
<tr><td><kbd>s</kbd></td><td>mark a favourite</td></tr>
<tr><td><kbd>t</kbd></td><td>give an article tags</td></tr>
<tr><td><kbd>Ctrl</kbd>+<kbd>K</kbd></td><td>find any command by its name</td></tr>
<tr><td><kbd>?</kbd></td><td>see all the keys</td></tr>
</tbody>
</table>
<h2>Unplug it</h2>
<p>Now switch your network off and open this article again. Nothing changes. The picture lies on your disk beside the text, and opening an article asks nobody for anything: Lectern does not permit it. Press <kbd>i</kbd> for an article’s offline report. It says how many pictures were kept, which ones are missing and why, and how much room they take.</p>
<h2>It is your folder</h2>
<p>Your library is an ordinary folder, called <em>Lectern</em>, among your documents. Every article has a folder of its own in it, with <code>article.html</code>, which any browser can open, its pictures, and your highlights and notes in <code>annotations.json</code>. Back it up as you back up everything else. There is no account, and nobody counts what you read. Should you delete Lectern one day, your articles remain.</p>
<p>To take your reading elsewhere, the command line prints articles as Markdown, HTML or plain text, and highlights in those forms or as a table:</p>
<pre><code class="language-sh">lectern list
lectern show &lt;id&gt; --format markdown
lectern annotations --format csv</code></pre>
<h2>And now</h2>
<p>Press <kbd>e</kbd> to put this article into the archive, or <kbd>Delete</kbd> to move it to the trash, where it waits in case you miss it. Then press <kbd>Ctrl</kbd>+<kbd>N</kbd>, and keep something worth reading.</p>
</article>
</body>
</html>
`
}
