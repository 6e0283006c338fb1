/** The open formats of an article. `text` is the body alone. */
export const ARTICLE_FORMATS = ['json', 'html', 'text', 'markdown'] as const
export type ArticleFormat = (typeof ARTICLE_FORMATS)[number]

/** The open formats of highlights and notes. */
export const ANNOTATION_FORMATS = ['jsonld', 'markdown', 'csv', 'html'] as const
export type AnnotationFormat = (typeof ANNOTATION_FORMATS)[number]
