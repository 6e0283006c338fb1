import bodies from 'jsdom/lib/jsdom/living/nodes/HTMLBodyElement-impl.js'
import elements from 'jsdom/lib/jsdom/living/nodes/HTMLElement-impl.js'
import { insideOf } from './jsdom-inside.ts'
import type { InsideDocument } from './jsdom-inside.ts'

/** The inner objects of windows whose elements are lean. */
const lean = new WeakSet<object>()

/**
 * Leaves out of a window's elements what jsdom makes for each one in case that it is shown: its `style`, its list of handlers
 * of events, which together are a fifth of all that a page allocates, and a body's way to the events of its window. That is
 * a function of its own for each body, by which the engine keeps a page that is done until it next looks through all its memory,
 * and copies it meanwhile (measured).
 */
export function leanElements(window: Pick<typeof globalThis, 'document'>): void {
  lean.add((insideOf(window.document) as InsideDocument)._globalObject)
}

const element = elements.implementation.prototype
const { _initElementCSSInlineStyle: initStyle, _initGlobalEvents: initEvents } = element
element._initElementCSSInlineStyle = function () {
  if (lean.has(this._globalObject)) this._settingCssText = true
  else initStyle.call(this)
}
element._initGlobalEvents = function () {
  if (!lean.has(this._globalObject)) initEvents.call(this)
}

const body = bodies.implementation.prototype
const { _proxyWindowEventsToWindow: proxyEvents } = body
body._proxyWindowEventsToWindow = function () {
  if (!lean.has(this._globalObject)) proxyEvents.call(this)
}
