import type { ReactNode } from 'react'

/**
 * Lectern's own icons: drawn on a 20-unit square with one 1.5-unit round stroke, so that they share weight and rhythm
 * with the type beside them. They are decoration: the control around them carries the name.
 */
const DRAWINGS = {
  inbox: (
    <>
      <path d="M3 11.5 5.2 5a1.5 1.5 0 0 1 1.4-1h6.8a1.5 1.5 0 0 1 1.4 1l2.2 6.5v3A1.5 1.5 0 0 1 15.5 16h-11A1.5 1.5 0 0 1 3 14.5z" />
      <path d="M3 11.5h3.8l1.2 2h4l1.2-2H17" />
    </>
  ),
  reading: (
    <>
      <path d="M10 5.8C8.4 4.6 6.2 4.1 3 4.2v10.6c3.2-.1 5.4.4 7 1.6 1.6-1.2 3.8-1.7 7-1.6V4.2c-3.2-.1-5.4.4-7 1.6z" />
      <path d="M10 5.8v10.6" />
    </>
  ),
  archive: (
    <>
      <path d="M3 4.5h14v3H3z" />
      <path d="M4.2 7.5v7A1.5 1.5 0 0 0 5.7 16h8.6a1.5 1.5 0 0 0 1.5-1.5v-7M8 10.5h4" />
    </>
  ),
  star: <path d="m10 3.3 2.05 4.25 4.65.6-3.4 3.25.85 4.65L10 13.8l-4.15 2.25.85-4.65L3.3 8.15l4.65-.6z" />,
  'star-filled': (
    <path
      fill="currentColor"
      d="m10 3.3 2.05 4.25 4.65.6-3.4 3.25.85 4.65L10 13.8l-4.15 2.25.85-4.65L3.3 8.15l4.65-.6z"
    />
  ),
  library: (
    <>
      <path d="M4 3.5v13M7.5 3.5v13M4 3.5h3.5M4 16.5h3.5" />
      <path d="m11 4.3 2.9-.8 3.1 12.2-2.9.8z" />
    </>
  ),
  trash: (
    <>
      <path d="M3.5 5.5h13M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5" />
      <path d="m5 5.5.7 10A1.5 1.5 0 0 0 7.2 17h5.6a1.5 1.5 0 0 0 1.5-1.5l.7-10M8.5 9v4.5M11.5 9v4.5" />
    </>
  ),
  restore: (
    <>
      <path d="M4 9.5a6.3 6.3 0 1 1 1.7 4.8" />
      <path d="M3.5 5.5 4 9.5l4-.6" />
    </>
  ),
  tag: (
    <>
      <path d="M3.5 4.5v4.7a1.5 1.5 0 0 0 .45 1.05l6 6a1.5 1.5 0 0 0 2.1 0l4.2-4.2a1.5 1.5 0 0 0 0-2.1l-6-6a1.5 1.5 0 0 0-1.05-.45H4.5a1 1 0 0 0-1 1z" />
      <path d="M7 7h.01" strokeWidth="2" />
    </>
  ),
  bookmark: <path d="M6 3.5h8v13l-4-3.2-4 3.2z" />,
  lock: (
    <>
      <path d="M5.5 9h9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1z" />
      <path d="M6.8 9V6.7a3.2 3.2 0 0 1 6.4 0V9" />
    </>
  ),
  filter: (
    <>
      <path d="M3.5 6h13" />
      <path d="M6 10.2h8" />
      <path d="M8.5 14.4h3" />
    </>
  ),
  search: (
    <>
      <circle cx="8.8" cy="8.8" r="5.3" />
      <path d="m12.8 12.8 4 4" />
    </>
  ),
  minus: <path d="M4.5 10h11" />,
  plus: <path d="M10 4v12M4 10h12" />,
  pause: <path d="M7 4.5v11M13 4.5v11" />,
  play: <path d="M6.5 4.5v11l8.5-5.5z" />,
  close: <path d="m5 5 10 10M15 5 5 15" />,
  check: <path d="m4 10.5 4 4 8-9" />,
  back: <path d="M8.5 4.5 3.5 10l5 5.5M3.5 10H17" />,
  'chevron-down': <path d="m5.5 8 4.5 4.5L14.5 8" />,
  sidebar: (
    <>
      <rect x="3" y="4" width="14" height="12" rx="1.5" />
      <path d="M7.8 4v12" />
    </>
  ),
  notes: (
    <>
      <rect x="3" y="4" width="14" height="12" rx="1.5" />
      <path d="M12.2 4v12M5.5 7.5h4M5.5 10.2h3" />
    </>
  ),
  rename: <path d="M12.9 4.1a1.7 1.7 0 0 1 2.4 2.4L7.2 14.6 3.8 15.6l1-3.4zM11.4 5.6l2.4 2.4" />,
  note: (
    <>
      <path d="M4 4.5A1.5 1.5 0 0 1 5.5 3h9A1.5 1.5 0 0 1 16 4.5v7L11.5 17h-6A1.5 1.5 0 0 1 4 15.5z" />
      <path d="M16 11.5h-3a1.5 1.5 0 0 0-1.5 1.5v4M7 7h6M7 10h3" />
    </>
  ),
  type: (
    <>
      <path d="m2.5 15.5 4.2-11 4.2 11M4 12h5.4" />
      <path d="m12 15.5 2.8-7.2 2.8 7.2M13 13.2h3.6" />
    </>
  ),
  outline: <path d="M3.5 5.5h13M6.5 10h10M6.5 14.5h7M3.5 10h.01M3.5 14.5h.01" />,
  more: (
    <g fill="currentColor" stroke="none">
      <circle cx="4.5" cy="10" r="1.4" />
      <circle cx="10" cy="10" r="1.4" />
      <circle cx="15.5" cy="10" r="1.4" />
    </g>
  ),
  outside: (
    <>
      <path d="M11.5 3.5h5v5M16.5 3.5l-7 7" />
      <path d="M15 11.5v3.5a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 15V6.5A1.5 1.5 0 0 1 5 5h3.5" />
    </>
  ),
  copy: (
    <>
      <rect x="7" y="7" width="9.5" height="9.5" rx="1.5" />
      <path d="M13 7V5a1.5 1.5 0 0 0-1.5-1.5H5A1.5 1.5 0 0 0 3.5 5v6.5A1.5 1.5 0 0 0 5 13h2" />
    </>
  ),
  retry: (
    <>
      <path d="M16 8.5a6.3 6.3 0 1 0 .2 3.5" />
      <path d="M16.6 4.5 16 8.5l-4-.5" />
    </>
  ),
  warning: (
    <>
      <path d="M8.7 4.2 2.9 14.3A1.5 1.5 0 0 0 4.2 16.5h11.6a1.5 1.5 0 0 0 1.3-2.2L11.3 4.2a1.5 1.5 0 0 0-2.6 0z" />
      <path d="M10 8v4M10 14.3h.01" />
    </>
  ),
  files: (
    <>
      <path d="M11.5 3H6.5A1.5 1.5 0 0 0 5 4.5v11A1.5 1.5 0 0 0 6.5 17h7a1.5 1.5 0 0 0 1.5-1.5v-9z" />
      <path d="M11.5 3v3.5H15M10 14V9.5M7.8 11.5 10 9.3l2.2 2.2" />
    </>
  ),
  versions: (
    <>
      <path d="M4.2 7.2A6.7 6.7 0 1 1 3.3 10" />
      <path d="M3.7 3.8v3.7h3.7M10 6.5V10l2.4 1.6" />
    </>
  ),
  page: (
    <>
      <path d="M11.5 3H6.5A1.5 1.5 0 0 0 5 4.5v11A1.5 1.5 0 0 0 6.5 17h7a1.5 1.5 0 0 0 1.5-1.5v-9z" />
      <path d="M11.5 3v3.5H15M7.8 10h4.5M7.8 13h4.5" />
    </>
  ),
  settings: (
    <>
      <path d="M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7" />
      <circle cx="12.5" cy="6" r="2" />
      <circle cx="7.5" cy="14" r="2" />
    </>
  ),
  sort: <path d="M6 4v12M3.5 13.5 6 16l2.5-2.5M11 5.5h6M11 10h4.5M11 14.5h3" />,
  offline: (
    <>
      <path d="M10 3.5v8.5M6.5 9 10 12.5 13.5 9" />
      <path d="M3.5 13v2A1.5 1.5 0 0 0 5 16.5h10a1.5 1.5 0 0 0 1.5-1.5v-2" />
    </>
  ),
  compare: (
    <>
      <rect x="3" y="4" width="14" height="12" rx="1.5" />
      <path d="M10 4v12M5.3 7.5h2.2M5.3 10h2.2M12.5 7.5h2.2M12.5 10h2.2M12.5 12.5h2.2" />
    </>
  ),
  broom: (
    <>
      <path d="m16.5 3.5-5.3 5.3M8 9.5l2.5 2.5" />
      <path d="M8 8.2c-2.2.2-3.9 1.4-4.5 3.3 1 .2 1.2 1 .8 2.2 1.2-.2 1.6.3 1.5 1.5 1.3-.4 2 0 2 1.3 2.2-.7 3.6-2.4 3.9-4.7z" />
    </>
  ),
  print: (
    <>
      <path d="M6 7.5v-4h8v4M6 13.5H4.5A1.5 1.5 0 0 1 3 12V9a1.5 1.5 0 0 1 1.5-1.5h11A1.5 1.5 0 0 1 17 9v3a1.5 1.5 0 0 1-1.5 1.5H14" />
      <path d="M6 11.5h8v5H6z" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="6.8" />
      <path d="M10 9.3v4M10 6.7h.01" />
    </>
  ),
  command: <path d="m4.5 6 4 4-4 4M10.5 14.5h5" />,
  up: <path d="m5.5 12 4.5-4.5 4.5 4.5" />,
  down: <path d="m5.5 8 4.5 4.5L14.5 8" />,
  attach: (
    <path d="M8 12 12 8M8.8 6.2 11 4a3.5 3.5 0 0 1 5 5l-2.2 2.2M11.2 13.8 9 16a3.5 3.5 0 0 1-5-5l2.2-2.2" />
  ),
  folder: <path d="M3 6A1.5 1.5 0 0 1 4.5 4.5h3.2l1.8 2h6A1.5 1.5 0 0 1 17 8v6.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5z" />,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof DRAWINGS

/** One icon, `size` CSS pixels square, in the colour of the text around it. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {DRAWINGS[name]}
    </svg>
  )
}
