import type { ArticleId, ArticleSummary, Colour } from '../../shared/model.ts'

/** An article of our own writing, for tests and for looking at the window. */
export interface FakeArticle {
  readonly summary: ArticleSummary
  /** What stands in `<main>`. */
  readonly body: string
  readonly highlights: readonly { readonly exact: string; readonly colour: Colour; readonly note?: string; readonly lost?: boolean }[]
  readonly note: string
}

/** The moment at which the fake library is looked at. */
export const FAKE_NOW = new Date('2026-11-20T18:30:00.000Z')

/** The pictures that the fake library serves: `images/<name>.svg`. */
export function fakePicture(file: string): string | undefined {
  const name = /^images\/([0-9a-f]{8})\.svg$/.exec(file)?.[1]
  if (!name) return undefined
  const hue = Number.parseInt(name.slice(0, 3), 16) % 360
  const sea = `hsl(${hue} 32% 46%)`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 600" width="960" height="600">
<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="hsl(${(hue + 40) % 360} 46% 84%)"/><stop offset="1" stop-color="hsl(${(hue + 12) % 360} 38% 68%)"/></linearGradient></defs>
<rect width="960" height="600" fill="url(#s)"/><circle cx="${240 + (hue % 5) * 110}" cy="190" r="62" fill="hsl(${(hue + 50) % 360} 70% 92%)"/>
<path d="M0 390 Q160 330 320 380 T640 360 T960 390 V600 H0Z" fill="${sea}"/><path d="M0 460 Q200 410 400 455 T960 440 V600 H0Z" fill="hsl(${hue} 36% 34%)"/>
<path d="M0 530 Q260 490 520 525 T960 515 V600 H0Z" fill="hsl(${hue} 40% 22%)"/></svg>`
}

const LIGHTHOUSE = `
<p>For a hundred and forty years somebody climbed the stairs at dusk. The steps are worn in the middle, each a shallow dish, and if you count them aloud you will lose your place where the wall turns and the sea comes into the window. There are two hundred and six. The last keeper counted them every evening, he told me, not because he doubted the number but because counting was how the day ended.</p>
<p>A lighthouse is the simplest machine I know that is also a promise. It says <em>here</em>, and it says it to people it will never meet. Nothing about it can be improved by being clever; it must only be there, every night, in the same place, in the same rhythm.</p>
<figure><img src="images/0c4a1b2e.svg" width="960" height="600" alt="A pale sun over dark, rolling hills of water"><figcaption>The water off the northern head, an hour before the lamp is lit.</figcaption></figure>
<h2 id="rhythm">A rhythm as a name</h2>
<p>Every light has its own rhythm: two short, one long; a flash every fifteen seconds; a slow turning that fills the bedroom of a farmhouse three miles inland and has, they say there, put four generations to sleep. Sailors learned these as one learns the gait of a friend seen from far away. The chart gave the rhythm in a line of abbreviations<sup><a href="#fn1" id="ref1">1</a></sup>, and the line was enough.</p>
<p>What strikes me now is how little was said and how much was understood. The keeper did not choose what to say. He kept the glass clean, wound the clockwork, trimmed the wick, and the message took care of itself.</p>
<blockquote><p>We were not the light. We were the people who made sure that the light did not have to think about itself.</p></blockquote>
<h3>What the log holds</h3>
<p>The logs are in the county archive, forty boxes of them, and I spent a wet fortnight there. They are mostly weather. But there is a grammar in them that you begin to hear:</p>
<ul>
<li>Wind first, always, by its quarter and its strength.</li>
<li>Then the lamp: lit, trimmed, put out; the minute of each.</li>
<li>Then oil, in pints, and glass, by the pane.</li>
<li>And last, if there was room in the line, whatever else had happened, which might be a wreck or a birth.</li>
</ul>
<p>One entry, from a February, I copied out: <q>Gale. Lamp lit 5.12. Daughter born 9.40. Lamp put out 7.31.</q> There is nothing more that day.</p>
<h2 id="oil">Oil, gas, silence</h2>
<p>The oil gave way to gas and the gas to a bulb no larger than a plum. With each change one man fewer was needed, and the reports grew shorter, until the last of them is a form with boxes to tick.</p>
<table><caption>The lamp and its people</caption><thead><tr><th>Years</th><th>Lamp</th><th>Keepers</th><th>Reach</th></tr></thead><tbody><tr><td>1841–1887</td><td>Colza oil, four wicks</td><td>3</td><td>15 miles</td></tr><tr><td>1887–1921</td><td>Paraffin vapour</td><td>3</td><td>19 miles</td></tr><tr><td>1921–1974</td><td>Acetylene, with a sun valve</td><td>2</td><td>21 miles</td></tr><tr><td>1974–today</td><td>Electric, 250 watts</td><td>0</td><td>24 miles</td></tr></tbody></table>
<p>It would be easy to be sentimental about this, and the last keeper would not have it. The electric lamp is better. It reaches farther, it fails less often, and nobody drowns bringing it oil. He said so twice. Then he said that in the first winter after he had gone ashore he woke each night at ten past three, which was the hour to wind the clockwork, and lay listening to nothing being wound.</p>
<h2 id="attention">The shape of attention</h2>
<p>I think of it when people talk about attention as a thing that is taken from us. In that tower it was a thing that was given, in small exact amounts, to a task that did not flatter the giver. It was not exciting and was not meant to be. It was kept up the way a fire is kept up.</p>
<p>A night watch has parts. There is the part in which you are proud of being awake, and it ends by eleven. There is the part in which you are bored, and that is the longest. And somewhere past two there is a part for which I have not found a word: the lamp turns, the glass ticks as it cools, and you are neither waiting for the morning nor wishing it away.</p>
<pre><code>dusk      climb, draw the curtains, light
every 4h  wind the clockwork, 32 turns
every 2h  trim, wipe the inner pane
dawn      put out, cover, write the log</code></pre>
<p>This was the whole of the work, written on a card by the door. The card is still there. Someone has kept it dusted.</p>
<hr>
<p>On my last evening we climbed together. He was eighty-one and I was out of breath before he was. At the top he laid his palm on the brass as one touches the neck of a horse, and we watched the bulb, no larger than a plum, come on by itself.</p>
<p>“There,” he said, and counted the steps all the way down.</p>
<h2>Notes</h2>
<ol><li id="fn1"><p>“Fl. 15s 57m 24M” stands for a flash every fifteen seconds, fifty-seven metres above the water, seen at twenty-four miles. <a href="#ref1">↩</a></p></li></ol>`

const SOURDOUGH = `
<p>Flour, water, salt, and time: the recipe is short because most of it is waiting. What follows is not a method so much as a way of noticing, for people who have baked four or five flat loaves and would like to know why.</p>
<h2>Begin with the starter</h2>
<p>A starter is ready when a spoonful floats in cold water. It is more ready still when it smells of yoghurt and apples and has just begun to sink back from its highest point. Use it then.</p>
<p>Feed it by weight, one part starter to two of flour and two of water, and write the hour on the jar. If it takes <strong>four to six hours</strong> to double, it is strong. If it takes twelve, feed it twice more before you bake.</p>
<h2>Let the dough tell you</h2>
<p>The clock is a poor guide and a thermometer is a good one. At 21 degrees the first rise takes about seven hours; at 25, about five. Fold four times in the first two hours, then leave it alone.</p>
<figure><img data-missing="https://bakery.example/crumb.jpg" alt="A cut loaf with an open, uneven crumb"><figcaption>An open crumb comes from patience, not from water.</figcaption></figure>
<p>Shape it gently, put it in the cold overnight, and bake it dark. Darker than that.</p>`

const ARABIC = `
<p>في آخر الشارع القديم، حيث تضيق الأرصفة وتتقارب الشرفات، تقف مكتبة صغيرة لا تحمل اسماً. بابها أخضر، ونافذتها مغبّرة، وفي داخلها رائحة الورق والقهوة. يعرفها الجيران جميعاً، ولا يعرف أحد منهم متى فُتحت.</p>
<p>صاحبها رجل هادئ في السبعين، يقرأ وهو يبيع، ويبيع كأنه يعير. إذا سألته عن كتاب لم يجب بنعم أو لا، بل قام وبحث معك، ووجد في الطريق كتابين آخرين لم تكن تبحث عنهما.</p>
<h2>الكتاب الذي يعود</h2>
<p>يقول إن الكتب التي يحبها هي الكتب التي تعود إليه. يبيع الكتاب مرة، ثم يرجع بعد عشرين سنة وفي هوامشه كتابة بالحبر الأزرق، فيصير كتاباً جديداً.</p>
<blockquote><p>القارئ الجيد لا ينهي الكتاب، بل يتركه مفتوحاً لمن بعده.</p></blockquote>
<p>اشتريت منه ديواناً قديماً، وحين وصلت إلى البيت وجدت بين صفحاته تذكرة قطار من عام لم أكن قد وُلدت فيه بعد.</p>`

const JAPANESE = `
<p>雨の日の図書館には、晴れの日にはない音がある。窓を叩く雨、床をきしませる足音、そして、誰かがゆっくりとページをめくる音。私はその音を聞くために、傘をさして坂を上る。</p>
<p>二階の奥に、川に面した席がある。机は古く、木目のあいだに小さな傷がいくつも残っている。誰かがここで長い手紙を書いたのかもしれない。あるいは、ただ雨がやむのを待っていただけかもしれない。</p>
<h2>読むという時間</h2>
<p>本を読む時間は、時計の時間とは違う速さで流れる。一行に立ち止まり、三十分が過ぎることもあれば、百ページが一息で終わることもある。大切なのは速さではなく、そこに居ることだと思う。</p>
<p>閉館の放送が流れると、人々は静かに立ち上がる。外に出ると雨はやんでいて、川面に街の灯りが揺れていた。</p>`

const CODE = `
<p>Most caches are wrong in the same way: they are asked two questions at once and answer only one of them. “Do you have it?” and “is it still true?” are different questions, and a cache that cannot tell them apart will one day serve yesterday with great confidence.</p>
<h2>Two clocks</h2>
<p>Give every entry two times: until when it is <em>fresh</em>, and until when it may be <em>used at all</em>. Between the two, answer at once and ask again behind the reader’s back.</p>
<pre><code>function read(key) {
  const entry = cache.get(key)
  if (!entry || entry.unusableFrom &lt;= now()) return fetchAndKeep(key)
  if (entry.staleFrom &lt;= now()) void fetchAndKeep(key)   // nobody waits for this
  return entry.value
}</code></pre>
<p>The code is six lines. The thinking is in choosing the two numbers, and you can only choose them if you know who is harmed when the answer is old. Press <kbd>Ctrl</kbd> and <kbd>C</kbd> to stop the demonstration; run <code>demo --stale 5</code> to see it serve an old answer on purpose.</p>
<h2>What to measure</h2>
<ol><li>How often the first question is answered with yes.</li><li>How old the answer was when it was used.</li><li>How many people asked for the same thing at the same moment.</li></ol>
<p>The third is the one that wakes you at night.</p>`

const GERMAN = `
<p>Wer früh genug auf den Markt kommt, hört ihn, bevor er ihn sieht: das Klappern der Kisten, ein Lachen, den Motor des kleinen Lieferwagens, der immer zuletzt ankommt und immer den besten Platz hat. Um sechs Uhr gehört der Platz denen, die etwas zu verkaufen haben. Um sieben gehört er den Tauben.</p>
<p>Die Apfelfrau, so nennen sie alle, verkauft zweiundzwanzig Sorten und erinnert sich an jede, die man je bei ihr gekauft hat. Rechtschreibung ist ihr gleichgültig, Donaudampfschifffahrtsgesellschaft könnte auf ihren Schildern stehen, und niemand würde sich wundern.</p>
<h2>Der Preis der Dinge</h2>
<p>Sie schreibt keine Preise an. Man fragt, sie schaut, und dann nennt sie eine Zahl, die erstaunlicherweise immer stimmt.</p>`

interface Draft extends Partial<Omit<ArticleSummary, 'id' | 'offline'>> {
  readonly title: string
  readonly body?: string
  readonly daysAgo: number
  readonly missing?: ArticleSummary['offline']['missing']
  readonly highlights?: FakeArticle['highlights']
  readonly note?: string
}

const DRAFTS: readonly Draft[] = [
  {
    title: 'Counting the steps: a winter with the last keeper',
    byline: 'Maren Holloway',
    siteName: 'The Northern Review',
    url: 'https://northern-review.example/essays/counting-the-steps',
    publishedAt: '2026-11-14',
    excerpt: 'A lighthouse is the simplest machine I know that is also a promise. It says here, and it says it to people it will never meet.',
    body: LIGHTHOUSE,
    leadPicture: 'images/0c4a1b2e.svg',
    tags: ['essays', 'sea'],
    favourite: true,
    progress: 0.34,
    openedAt: '2026-11-19T20:11:00.000Z',
    daysAgo: 0.1,
    readingMinutes: 6,
    highlights: [
      { exact: 'A lighthouse is the simplest machine I know that is also a promise.', colour: 'yellow', note: 'The sentence the whole essay hangs on. Compare with the letters about the harbour.' },
      { exact: 'Sailors learned these as one learns the gait of a friend seen from far away.', colour: 'blue' },
      { exact: 'We were not the light. We were the people who made sure that the light did not have to think about itself.', colour: 'green', note: 'On invisible work.' },
      { exact: 'Gale. Lamp lit 5.12. Daughter born 9.40. Lamp put out 7.31.', colour: 'pink' },
      { exact: 'lay listening to nothing being wound', colour: 'purple', note: 'Read this aloud.' },
      { exact: 'the fog signal answered itself from the cliff', colour: 'yellow', note: 'Was in the first version.', lost: true },
    ],
    note: 'For the reading group in December.',
  },
  { title: 'https://longform.example/the-year-the-river-moved', url: 'https://longform.example/the-year-the-river-moved', excerpt: '', state: { kind: 'saving', step: { kind: 'pictures', done: 3, total: 12 } }, daysAgo: 0.001, wordCount: 0, readingMinutes: 1 },
  { title: 'https://paper.example/archive/2019/what-we-owe-to-bridges?utm_source=letter', url: 'https://paper.example/archive/2019/what-we-owe-to-bridges', excerpt: '', state: { kind: 'failed', error: { code: 'timeout', seconds: 20 }, at: '2026-11-20T17:02:00.000Z' }, daysAgo: 0.06, wordCount: 0, readingMinutes: 1 },
  { title: 'Bread, slowly', byline: 'Tomas Reyl', siteName: 'Kitchen Notes', url: 'https://kitchen-notes.example/bread-slowly', publishedAt: '2026-10-02', excerpt: 'Flour, water, salt, and time: the recipe is short because most of it is waiting.', body: SOURDOUGH, tags: ['cooking'], daysAgo: 0.8, readingMinutes: 3, missing: [{ url: 'https://bakery.example/crumb.jpg', problem: 'http', status: 404 }, { url: 'https://images.bakery.example/very/long/path/to/a/picture/that/nobody/will/find/again/loaf-on-a-table.jpg', problem: 'timeout' }], highlights: [] },
  { title: 'المكتبة التي لا اسم لها', byline: 'ليلى حداد', siteName: 'دفاتر المدينة', url: 'https://dafatir.example/maktaba', publishedAt: '2026-09-18', language: 'ar', direction: 'rtl', excerpt: 'في آخر الشارع القديم، حيث تضيق الأرصفة وتتقارب الشرفات، تقف مكتبة صغيرة لا تحمل اسماً.', body: ARABIC, leadPicture: 'images/1e77aa03.svg', tags: ['essays'], daysAgo: 1.4, readingMinutes: 2, highlights: [{ exact: 'القارئ الجيد لا ينهي الكتاب، بل يتركه مفتوحاً لمن بعده.', colour: 'yellow' }] },
  { title: '雨の日の図書館', byline: '小川 澄子', siteName: '坂の上の手帖', url: 'https://sakanoue.example/ame-no-hi', publishedAt: '2026-06-21', language: 'ja', excerpt: '雨の日の図書館には、晴れの日にはない音がある。窓を叩く雨、床をきしませる足音、そして、誰かがゆっくりとページをめくる音。', body: JAPANESE, leadPicture: 'images/0f2bb411.svg', tags: ['essays'], daysAgo: 2.2, readingMinutes: 2, highlights: [{ exact: '大切なのは速さではなく、そこに居ることだと思う。', colour: 'blue' }] },
  { title: 'A cache is a promise about time', byline: 'Ines Okafor', siteName: 'Small Systems', url: 'https://small-systems.example/caches', publishedAt: '2026-11-03', excerpt: 'Most caches are wrong in the same way: they are asked two questions at once and answer only one of them.', body: CODE, tags: ['computing'], progress: 0.72, openedAt: '2026-11-18T08:00:00.000Z', daysAgo: 3.1, readingMinutes: 4 },
  { title: 'Der Markt vor dem Morgen', byline: 'Jule Brandt', siteName: 'Stadtblatt', url: 'https://stadtblatt.example/markt', publishedAt: '2025-12-24', language: 'de', excerpt: 'Wer früh genug auf den Markt kommt, hört ihn, bevor er ihn sieht.', body: GERMAN, leadPicture: 'images/0a9be702.svg', tags: ['essays', 'cities'], daysAgo: 4, readingMinutes: 2 },
  { title: 'What the census taker saw: notes towards a history of counting people who would rather not be counted, in eleven parts and a correction', byline: 'Dr. Adaeze Nwachukwu-Lindqvist and Pieter van der Hoogenband', siteName: 'Proceedings of the Quantitative History Society', url: 'https://qhs.example/proceedings/44/census', publishedAt: '2024-03-02', excerpt: 'Every count leaves somebody out, and the interesting question is whether anybody knew it at the time.', tags: ['history', 'statistics', 'long reads', 'to discuss'], daysAgo: 9, readingMinutes: 41, wordCount: 9840 },
  { title: 'minutes-2026-10-30.txt', source: { kind: 'file', name: 'minutes-2026-10-30.txt' }, excerpt: 'Present were nine members and one dog. The motion about the hedge was carried.', tags: [], daysAgo: 20, readingMinutes: 1, highlights: [] },
  { title: 'https://club.example/members/letter-41', url: 'https://club.example/members/letter-41', excerpt: '', state: { kind: 'failed', error: { code: 'http', status: 403 }, at: '2026-11-09T10:00:00.000Z' }, daysAgo: 11, wordCount: 0, readingMinutes: 1 },
] // prettier-ignore

const THINGS = ['a borrowed umbrella', 'the night train', 'slow rivers', 'the second violin', 'moss', 'an unsent letter', 'the town clock', 'salt', 'the last page', 'winter maps'] // prettier-ignore
const WAYS = ['In praise of', 'Notes on', 'The trouble with', 'A short history of', 'Learning from', 'Against', 'What remains of'] // prettier-ignore
const SITES = ['The Northern Review', 'Kitchen Notes', 'Small Systems', 'Harbour', 'Field Letters', 'Almanac'] // prettier-ignore
const AUTHORS = ['Maren Holloway', 'Tomas Reyl', 'Ines Okafor', 'Jule Brandt', 'Sam Aldous', 'Rui Tavares'] // prettier-ignore
const TAGS = ['essays', 'computing', 'history', 'cooking', 'cities', 'sea'] // prettier-ignore

function generated(index: number): Draft {
  const pick = <T>(from: readonly T[], step: number): T => from[(index * step) % from.length] as T
  const thing = pick(THINGS, 3)
  return {
    title: `${pick(WAYS, 1)} ${thing}`,
    byline: pick(AUTHORS, 5),
    siteName: pick(SITES, 1),
    url: `https://site-${index % 6}.example/${index}`,
    publishedAt: new Date(FAKE_NOW.getTime() - (index * 11 + 20) * 86_400_000).toISOString().slice(0, 10),
    excerpt: `There is more to say about ${thing} than most people suppose, and less than the handbook would have you believe.`,
    body: `<p>There is more to say about ${thing} than most people suppose, and less than the handbook would have you believe.</p>\n<p>It begins, as such things do, with somebody looking twice. The rest of this page was written to be found by a search and is number ${index} of its kind.</p>`,
    tags: index % 3 === 0 ? [] : [pick(TAGS, 1)],
    favourite: index % 9 === 4,
    progress: index % 7 === 3 ? 0.5 : index % 5 === 2 ? 1 : 0,
    daysAgo: 12 + index * 3.3,
    readingMinutes: 2 + ((index * 7) % 19),
    ...(index % 2 === 0 ? { leadPicture: `images/${(index * 7919 + 4096).toString(16).padStart(8, '0').slice(0, 8)}.svg` } : {}),
    ...(index % 6 === 5 ? { archivedAt: '2026-10-01T00:00:00.000Z' } : {}),
    ...(index % 17 === 16 ? { deletedAt: '2026-11-01T00:00:00.000Z' } : {}),
  }
}

/** A library of our own writing, newest first; the same at every call. */
export function fakeArticles(count = 60): readonly FakeArticle[] {
  const drafts = [...DRAFTS]
  for (let index = 0; drafts.length < count; index++) drafts.push(generated(index))
  return drafts.slice(0, count).map(toArticle)
}

function toArticle(draft: Draft, index: number): FakeArticle {
  const { body = `<p>${draft.excerpt ?? ''}</p>`, daysAgo, missing = [], highlights = [], note = '', ...about } = draft
  const savedAt = new Date(FAKE_NOW.getTime() - daysAgo * 86_400_000).toISOString()
  const summary: ArticleSummary = {
    id: `01jd${String(9000 - index).padStart(6, '0')}fake0000000000xy`.slice(0, 26) as ArticleId,
    source: { kind: 'address' },
    state: { kind: 'ready' },
    savedAt,
    updatedAt: savedAt,
    language: 'en',
    direction: 'ltr',
    excerpt: '',
    wordCount: body.replace(/<[^>]+>/g, ' ').split(/\s+/).length,
    readingMinutes: 1,
    tags: [],
    favourite: false,
    progress: 0,
    highlightCount: highlights.length,
    noteCount: highlights.filter((one) => one.note).length,
    confidence: 1,
    offline: { picturesKept: about.leadPicture ? 1 : 0, missing, bytes: 48_000 + index * 7_301 },
    ...about,
  }
  return { summary, body, highlights, note }
}

/** The stored document of an article, as the cleaner would have written it. */
export function fakeDocument({ summary, body }: FakeArticle): string {
  return `<!doctype html><html lang="${summary.language}" dir="${summary.direction}"><head><meta charset="utf-8"><title>-</title></head><body><main lang="${summary.language}" dir="${summary.direction}">${body.trim()}</main></body></html>`
}
