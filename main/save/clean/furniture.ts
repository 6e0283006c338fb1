import { textDate } from './dates.ts'
import { wordsOf } from './words.ts'

/**
 * What a line of a page is, when it is none of the article's own: told by its words alone. The caller decides by its
 * place whether it goes, for any of them may also be said in an article.
 */
export type FurnitureKind =
  | 'navigation' // skip links, home, log in, breadcrumbs
  | 'date'
  | 'byline'
  | 'read-time'
  | 'share'
  | 'newsletter'
  | 'advert'
  | 'counter' // views, likes, gallery positions
  | 'credit' // of a picture
  | 'notice' // affiliate and copyright notices
  | 'related' // one link elsewhere: "Related: …"
  | 'player' // what stands where a video was
  | 'end' // begins what follows an article: comments, related posts

const MONTH =
  '(?:jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?|' +
  'januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|' +
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|' +
  'gen|mag|giu|lug|ago|set|ott|dic|ene|abr|janv\\.?|févr\\.?|juil\\.?|déc\\.?|fev|out|dez|mär|okt|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|maret|mei|agustus|desember)'
const DAY = `(?:\\d{1,2}(?:st|nd|rd|th)?\\.?\\s*(?:de\\s+)?${MONTH}\\.?,?\\s*(?:de\\s+)?(?:\\d{4})?|${MONTH}\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?(?:\\s*,?\\s*\\d{4})?|\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}|\\d{4}\\s*[年년]\\s*\\d{1,2}\\s*[月월]\\s*\\d{1,2}\\s*[日일]?)`
const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?'
const CLOCK = '(?:[\\s,|/·•–-]*(?:at\\s+|um\\s+)?\\d{1,2}[:.]\\d{2}(?::\\d{2})?\\s*(?:[ap]\\.?m\\.?)?\\s*(?:\\(?(?:[A-Z]{2,4}|[ECMP][SD]?T)\\)?(?:\\s*[+-]\\d{1,2}(?::?\\d{2})?)?)?)?'
const AGO = '(?:\\d+|an?|one|two|three)\\s+(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\\s+ago'
const DATE_LABEL = '(?:(?:first\\s+|last\\s+|originally\\s+|article\\s+)?(?:published|posted|updated?|modified|reviewed|edited|created|written|date|aktualisiert|veröffentlicht|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|opublikowano|dipublikasikan|asked|answered|active)(?:\\s*(?:on|at|le|am|el|il|em))?\\s*[:.]?\\s*)'
const READ_TIME = '(?:(?:reading time|est\\.? reading time|time to read|tempo de leitura|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|estimated read(?:ing)? time)\\s*:?\\s*)?(?:less than\\s+)?(?:about\\s+)?(?:\\d+|a|one)\\s*-?(?:min(?:ute)?s?|minuti|minutos?|minuten)\\.?\\s*(?:read(?:ing)?(?:\\s+time)?|de lecture|lesezeit|de lectura|di lettura|de leitura)?'
const DATE_PIECE = `(?:${DATE_LABEL}?${WEEKDAY}(?:${DAY}|${AGO})${CLOCK}|${DATE_LABEL}?${CLOCK.slice(0, -1)}[,\\s]+${WEEKDAY}${DAY}|${READ_TIME}|viewed\\s+[\\d.,]+\\s*[km]?\\s+times)`
const DATE_LINE = new RegExp(`^[\\s|·•–—-]*${DATE_PIECE}(?:[\\s|·•,;/–—-]*(?:original\\s*)?${DATE_PIECE}){0,3}[\\s|·•.*–—-]*$`, 'iu')
const READ_TIME_LINE = new RegExp(`^(?:${READ_TIME})$`, 'iu')

const WHOLE_LINES: readonly (readonly [kind: FurnitureKind, pattern: RegExp])[] = [
  ['navigation', /^(?:https?:\/\/\S+|\S+@\S+\.\S+|(?:www\.)?(?:twitter|x|facebook|instagram)\.com\/\S+|@\w{2,20}|(?:top|bottom|end) of page|skip to (?:main )?(?:content|navigation|footer|search)|(?:skip|jump) to .{2,30}|back to (?:top|all(?: posts| articles| news)?|blog|home|news)|(?:return|go|scroll) to top|↑?\s*top|home|menu|close(?: menu)?|open menu|main menu|search(?: for)?:?|log ?(?:in|out)|sign ?(?:in|up|out)|log in ?\/ ?sign up|sign in ?\/ ?(?:sign up|register|join)|register|my account|account|cart(?: ?\(\d+\))?|\d+|all posts|all categories|more|see all|view all(?: posts)?|read more|learn more|show more|load more|continue reading|next|previous|prev|next (?:article|post|story|page)|previous (?:article|post|story|page)|post navigation|in this article|on this page|jump to(?: section)?|table of contents?|contents|toggle (?:menu|navigation|search)|accept(?: all)?(?: cookies)?|decline|got it|manage (?:cookies|preferences)|cookie settings|use tab to navigate through the menu items\.?|enlarge image|open image in new tab|view (?:gallery|full size|larger image)|expand|collapse|listen|print|print (?:article|this page)|order reprints|text size|font size|save|bookmark|translate|language|english|zum inhalt springen|aller au contenu(?: principal)?|ir al contenido|vai al contenuto|首页|主页|新闻|生活|登录|注册|登入|註冊|搜索|搜尋|更多|目录|返回顶部|上一篇|下一篇|ホーム|トップ|ログイン|会員登録|検索|メニュー|もっと見る|前へ|次へ|홈|로그인|회원가입|검색|메뉴|더보기|loading(?: content)?\s*(?:\.\.\.|…)?|close|edit|hide|show)$/i],
  ['share', /^(?:(?:(?:share|edit|improve this (?:question|answer|page)|follow|flag|reply|report|permalink|save|cite|close|upvote|downvote)(?:[\s|·•]+|$)){2,}|follow .{2,60} on (?:twitter|facebook|instagram|x|linkedin|youtube|tiktok|threads|bluesky)\b.{0,160}|share(?: this)?(?: (?:article|post|story|page|on|via|with|now))*:?|share (?:this|it|on|via|to) .{2,50}|(?:share|tweet|retweet|pin(?: it)?|post|email|e-mail|print|copy(?: link)?|copy (?:url|the link)|link copied!?|whats ?app|facebook|twitter|x|linked ?in|pinterest|reddit|instagram|tiktok|youtube|telegram|tumblr|messenger|threads|bluesky|mastodon|flipboard|pocket|line|snapchat|rss|email this|more sharing options|share via email|submit|send|gift this article|give this article|partager|teilen|compartir|condividi|compartilhar|bagikan|поделиться|공유|分享|シェア)(?:[\s,|/·•&+-]+(?:share|tweet|pin(?: it)?|post|email|print|copy(?: link)?|whats ?app|facebook|twitter|x|linked ?in|pinterest|pint|reddit|instagram|tiktok|youtube|telegram|tumblr|submit|send|baixar|link|this|on|more))*|(?:click to )?share on .{2,30}|follow(?: us)?(?: on .{2,60})?:?|(?:like|follow|join|find) us on .{2,80}|like this(?: story| article| post)?:?\??(?: share it.{0,40})?|like|liked|\d*\s*likes?(?:\. post not marked as liked)?|post not marked as liked|(?:\d+\s*)?post (?:not )?marked as liked|liked by .{2,40})$/i],
  ['advert', /^(?:advertisements?|advertising|sponsored(?: content| by.{0,40})?|ad|ads|promoted|promoted content|promotion|paid content|story continues below(?: advertisement)?|article continues (?:below|after).{0,40}|scroll (?:down )?to continue(?: reading)?|continue reading below|anzeige|werbung|publicité|publicidad|pubblicità|iklan|reklama|広告|广告|광고|реклама)$/i],
  ['counter', /^(?:[\d.,]+[km]?\s*(?:views?|reads?|letture|lecturas|visualizações|shares?|likes?|comments?|replies|claps?|followers?|restacks?|votes?|reactions?|点赞|閲覧)(?:[\s·•|,]*[\d.,]+[km]?\s*(?:views?|shares?|likes?|comments?))*|(?:views?|reads?|visits?|shares?|likes?|letture)\s*:?\s*[\d.,]*[km]?|\(?visited [\d,]+ times?.{0,40}\)?|(?:image|photo|slide|picture|page)?\s*\d+\s*(?:of|\/)\s*\/?\s*\d+(?:\s*(?:images?|photos?|slides?))?|post views:?\s*[\d,.]*|[\d.]+ (?:out of 5 )?from \d+ (?:votes?|ratings?|reviews?)|jump to recipe|print recipe|pin recipe|rate this (?:article|post).{0,30}|rating:?\s*[\d.]+.{0,12}|rated \d(?:\.\d)? out of 5 stars\.?|no ratings yet|average rating.{0,40})$/i],
  ['player', /^(?:media playback is unsupported on your device|your browser does not support .{3,40}|(?:play|watch|pause)(?: video| now)?|video player(?: is loading)?\.?|now playing|current time.{0,30}|mute|fullscreen|playback speed|this video (?:file )?cannot be played.{0,60}|listen to this (?:article|story|post)|audio by .{2,30}|listen to article|0:00(?:\s*\/.{0,8})?|javascript is (?:disabled|required).{0,80}|please enable javascript.{0,80}|(?:image )?caption|show caption|hide caption|toggle caption|hide|close|photos?|gallery|view \d+ photos?|image (?:not )?available)$/i],
  ['newsletter', /^(?:(?:sign up|subscribe|join|get|receive|want|never miss)\b[^]{0,200}\b(?:newsletters?|inbox|e-?mail (?:alerts?|list|updates)|mailing list)\b[^]{0,100}|[^]{0,100}\b(?:sign up|subscribe) (?:here )?(?:to|for) [^]{0,80}\bnewsletters?\b[^]{0,80}|click here to (?:get|download|subscribe|sign up|join)\b.{0,80}|(?:get|download) (?:the|our) .{2,30} app.{0,40}|like what you(?:'|’)?re reading\?.{0,120}|subscribe(?: (?:now|today|here|to (?:our |the |my )?.{2,60}))?[.!]?|newsletters?(?: sign-?up)?|(?:sign|signed) up(?: (?:now|today|here|for (?:our |the |my )?.{2,70}))?[.!]?|join(?: (?:now|us|today|the newsletter|our (?:mailing list|newsletter|community)))?[.!]?|(?:(?:type|your) )*e-?mail(?: address)?\s*(?:\*|…|\.\.\.)?:?|enter your (?:e-?mail|name).{0,40}|first name\*?|last name\*?|name\*?|get (?:breaking|the latest|our latest|more) (?:news|stories|alerts|headlines)\b.{0,160}|get (?:the )?(?:latest|updates|new posts|our newsletter).{0,70}|thanks for (?:subscribing|submitting|signing up)!?|stay (?:up to date|in the loop|updated|connected|informed).{0,60}|no spam.{0,80}|unsubscribe at any ?time\.?|become a (?:member|subscriber|patron)|already a (?:subscriber|member)\?.{0,30}|i (?:want|agree|accept) to .{3,80}|by (?:subscribing|signing up|submitting|clicking).{3,160}|we respect your privacy.{0,60}|thank you for (?:subscribing|signing up).{0,60}|abonnez-vous.{0,60}|jetzt abonnieren.{0,40}|iscriviti.{0,60}|suscríbete.{0,60})$/i],
  ['credit', /^(?:(?:image|photo|picture|video|illustration|photograph|foto|bild|crédit|credits?|copyright|photo credit|image credit|photo courtesy|photo illustration)(?:\s+(?:copyright|source|credits?|courtesy|caption))?\s*(?:(?:by|of|via|from|:|©|\||-)\s*).{1,80}|image copyright .{1,50}|\(?(?:image|photo|credit|picture|photograph|foto|source)s?:\s*.{1,80}\)?|(?:photos?|images?|pictures?|illustrations?) (?:by|via|from|courtesy(?: of)?) .{2,60}|getty(?: images)?|shutterstock|unsplash|i?stock(?: ?photo)?|©\s*.{2,60}|courtesy (?:of )?.{2,60}|.{10,240}[.)…]\s*\(?(?:photo(?:graph)?s?|image|picture|credit|foto|bild|illustration)(?: credit| courtesy)?\s*(?::|by)\s*.{2,50}|.{10,240}\((?:.{0,40}\/\s*)?(?:ap|afp|reuters|getty(?: images)?|epa|shutterstock)(?: photo)?(?:\/.{0,40})?\))$/i],
  ['notice', /^(?:(?:copyright|©|\(c\)|&copy;)\s*(?:©|\(c\))?\s*(?:\d{4}|all rights|by|@).{0,160}|©.{0,80}\d{4}.{0,100}|all rights reserved\.?.{0,80}|.{0,60}all rights reserved\.?|(?:proudly )?(?:created|powered|built|made) (?:with|by|on) (?:wix|squarespace|wordpress|weebly|webflow|ghost|shopify|substack|blogger|medium).{0,40}|.{0,80}(?:may|might|could)(?: receive| earn| get)? (?:an? )?(?:small )?(?:affiliate )?(?:commissions?|referral fee).{0,240}|(?:this|our|the) (?:post|article|page|site|website|blog|content)s? (?:may |might )?(?:contains?|includes?|has|uses?) (?:some )?(?:affiliate|sponsored|referral)[^]{0,240}|disclosure:.{0,300}|affiliate disclosure.{0,300}|(?:we|i) (?:may )?earn (?:a )?commissions?.{0,160}|(?:we )?independently (?:review|select|research).{0,200}|(?:privacy policy|terms (?:of (?:use|service)|& conditions|and conditions)|cookie policy|imprint|impressum|accessibility statement|do not sell my personal information)(?:\s*[|·•&-]\s*.{0,80})?|this site is protected by recaptcha.{0,120}|copyright .{2,120}|this (?:document|material|article) (?:is subject to copyright|may not be (?:published|reproduced)).{0,300}|(?:we|(?:this|our) (?:web)?site|by (?:using|continuing to (?:use|browse)) (?:this|our) (?:web)?site) ?,?(?:uses?|you)?.{0,40}cookies.{0,240}|cookies? (?:help|allow) us .{0,200})$/i],
]

/** A line that points elsewhere and is no sentence of the article: "Related: …", "Read more: …". */
const RELATED_LINE =
  /^(?:\(?(?:related|related (?:articles?|posts?|stor(?:y|ies)|reading|content|reports?(?: include)?|links?|topics?|news|video|guide|resources?)|read (?:more|also|next|this next|on|this)|also read|also|see also|see more|more(?: on this(?: story| topic)?| from .{2,30}| reading| like this| info)?|further reading|recommended(?: reading| article)?|don['’]t miss|must read|more:|keep reading|you (?:may|might|could)(?: also)? (?:like|enjoy|be interested in)(?: this)?|suggested(?: reading)?|check (?:out|this out)|also on .{2,30}|read the full .{2,30}|leggi anche(?: su)?|lire aussi|à lire(?: aussi)?|lesen sie (?:auch|mehr)|mehr zum thema|lea también|te puede interesar|leia (?:também|mais)|baca juga|lees ook|læs også|читайте также|关联阅读|相关阅读|関連記事|관련 ?기사)\s*[:：»>→–—-]+\s*|also on \S+\.\S+ ).{3,}$/i

/** Words that begin what stands after an article. Strong ones never begin a part of one. */
const STRONG_END =
  /^(?:related|recent (?:posts?|articles?|stories|news|comments)|related (?:posts?|articles?|stories|content|news|videos?|reading|products?|services|topics|links|searches)|you (?:may|might) (?:also )?(?:like|enjoy|be interested in|have missed).{0,20}|you(?:'|’)ll also (?:like|love).{0,10}|more (?:from|by|in|on|like|great|articles?|stories|posts|news)\b.{0,50}|latest (?:posts?|articles?|news|stories|from .{2,30})|(?:most )?popular (?:posts?|articles?|stories|this week|now|on .{2,30})|trending(?: now| stories| articles)?|most (?:read|popular|viewed|shared|recent)(?: stories)?|what to read next.{0,4}|read next|up next|next up|recommended(?: for you| reading| stories| articles| posts)?|editor(?:'|’)?s(?:'|’)? picks?|(?:\d+|no|one|leave|add|post|view|show|write|your|join the|be the first to) (?:a |your |all )?(?:comments?|replies|reply|responses?|thoughts?|conversation|discussion|first comment).{0,40}|comments?(?: ?\(\d+\)| ?\(\+\)| closed| are closed\.?| policy)?|(?:write|leave|add|post) a (?:comment|reply|response)(?:\.\.\.|…)?|commenting (?:on this post )?(?:isn['’]t|is not|has been) available.{0,80}|comments? (?:on this .{2,20} )?(?:are|have been) (?:closed|turned off|disabled).{0,60}|discussion(?: about this post)?|join the discussion.{0,30}|about the authors?:?|about (?:our )?(?:the )?(?:writer|contributor|author)s?:?|author bio|meet the author|written by|share this(?:\s*:| (?:article|post|story|entry|page).{0,30})?|filed under:?.{0,100}|tags?\s*:.{0,200}|tags|tagged(?: with| in| as)?:?.{0,100}|categor(?:y|ies)\s*:.{0,100}|topics?\s*:.{0,100}|posted (?:in|under)\s*:?.{0,80}|labels?:.{0,100}|(?:if you )?(?:like|liked|enjoy|enjoyed) (?:this|what you (?:read|see)).{0,60}(?:might also like|you may).{0,20}|also in the news|also on .{2,30}|good articles to read together|other (?:posts|articles|stories|news)(?: you .{2,30})?|similar (?:posts|articles|stories)|keep reading|explore more.{0,40}|never miss (?:a|an) .{2,40}|download our app.{0,30}|loading comments.{0,5}|view (?:all )?comments.{0,12}|sponsored (?:stories|links)|from (?:around|across) the web|promoted stories|archives?|blog archive|our sponsors|ähnliche (?:artikel|beiträge)|mehr zum thema|kommentare?(?: \(\d+\))?|das könnte (?:sie|dich) auch interessieren|articles? (?:similaires|liés|connexes)|sur le même (?:sujet|thème)|commentaires?(?: \(\d+\))?|artículos relacionados|comentarios?|articoli correlati|commenti|artigos relacionados|comentários|você (?:pode|também pode) gostar.{0,20}|posts relacionados|leia também|veja também|(?:te|también te) puede(?:n)? interesar|entradas relacionadas|vous (?:aimerez|pourriez aimer).{0,20}|potrebbe (?:interessarti|piacerti).{0,10}|leggi anche|artikel terkait|komentar|похожие (?:статьи|записи)|комментарии|отзывы|関連記事|コメント|相关文章|相关阅读|推荐阅读|热门文章|最新文章|最近の記事|人気記事|評論|评论|관련 ?기사|댓글)\s*:?$/i

/** Who else worked on an article, and how to reach them. */
const HELPERS_LINE = /^(?:.{2,100} contributed (?:reporting\b.{0,40}|to this (?:report|story|article))|(?:additional )?reporting by .{2,120}|write to .{2,60} at \S+@\S+)\.?$/i

/** The kind of a line of text; undefined when it may well be the article's. */
export function furnitureKind(text: string): FurnitureKind | undefined {
  if (text.length > 400 || text === '') return undefined
  const bare = text.replace(/^[\s•·∙|>»→✉☰✕×*_—–-]+|[\s|»→›▶▼▾•·∙]+$/gu, '')
  if (bare === '') return 'navigation'
  if (isDateLine(bare)) return READ_TIME_LINE.test(bare) ? 'read-time' : 'date'
  for (const [kind, pattern] of WHOLE_LINES) if (pattern.test(bare)) return kind
  if (isEndMarker(bare)) return 'end'
  if (RELATED_LINE.test(bare) && text.length < 250) return 'related'
  if (text.length <= 160 && HELPERS_LINE.test(bare)) return 'byline'
  if (isBylineLine(bare)) return 'byline'
  return undefined
}

/** Whether a line begins what follows an article. */
function isEndMarker(text: string): boolean {
  return text.length <= 220 && STRONG_END.test(text.replace(/(?:[\s»→›:…]|\.{3})+$/u, ''))
}

/** Whether a line says nothing but dates, times and how long reading takes. */
export function isDateLine(text: string): boolean {
  return text.length <= 140 && /\d|\bago\b|\ba min/i.test(text) && DATE_LINE.test(text)
}

/** "By Jane Doe", "Jane Doe | June 5, 2024": somebody's name and nothing that could be a sentence. */
export function isBylineLine(text: string): boolean {
  if (text.length > 140) return false
  const lead = /^(?:(?:story|written|posted|published|reported|words|text|article|photos?|medically reviewed|reviewed|edited|updated|interview|video)(?:\s+and\s+\w+)?\s+by|by|von|par|por|di|door|av)\b[:\s]+(?=[\p{Lu}@])/iu.exec(text)
  if (lead === null) return /^(?:posted|published|written) (?:on|in) .{0,60} by .{2,50}$/i.test(text)
  const rest = text.slice(lead[0].length)
  return wordsOf(rest).length <= 14 && !/[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}/u.test(rest) && startsLikeName(rest)
}

function startsLikeName(text: string): boolean {
  const first = text.split(/\s+/).slice(0, 2)
  return first.every((word) => /^[\p{Lu}@"“‘'(&|,–-]/u.test(word)) || first.length === 1 || textDate(text) !== undefined
}
