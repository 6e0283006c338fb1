import type { PageDocument } from './page-document.ts'
import { COMMENT, PageNode, TEXT } from './page-node.ts'

/** Text and comments. */
class Characters extends PageNode {
  data: string

  constructor(nodeType: number, data: string, ownerDocument: PageDocument | null) {
    super(nodeType, ownerDocument)
    this.data = data
  }

  override get textContent(): string {
    return this.data
  }

  override set textContent(text: string | null) {
    this.data = text ?? ''
  }

  override get nodeValue(): string {
    return this.data
  }
}

export class PageText extends Characters {
  constructor(data: string, ownerDocument: PageDocument | null) {
    super(TEXT, data, ownerDocument)
  }

  cloneNode(): PageText {
    return new PageText(this.data, this.ownerDocument)
  }
}

export class PageComment extends Characters {
  constructor(data: string, ownerDocument: PageDocument | null) {
    super(COMMENT, data, ownerDocument)
  }

  cloneNode(): PageComment {
    return new PageComment(this.data, this.ownerDocument)
  }
}
