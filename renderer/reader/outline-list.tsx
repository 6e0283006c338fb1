import { currentReading } from './current-reading.ts'
import { useReading } from './reading-store.ts'
import styles from './reader.module.css'

/** The article's headings; choosing one goes there. */
export function OutlineList({ onChosen }: { readonly onChosen: () => void }) {
  const outline = useReading((state) => state.outline)
  return (
    <ul className={styles['outline']}>
      {outline.map(({ text, depth, offset }) => (
        <li key={offset} style={{ paddingInlineStart: (depth - 1) * 14 }}>
          <button
            type="button"
            dir="auto"
            onClick={() => {
              onChosen()
              currentReading()?.show({ start: offset, end: offset + 1 })
            }}
          >
            {text}
          </button>
        </li>
      ))}
    </ul>
  )
}
