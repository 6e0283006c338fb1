/**
 * The control file of a Debian package (https://www.debian.org/doc/debian-policy/ch-controlfields.html).
 * @param {{ options: Record<string, string>, depends: readonly string[], recommends: readonly string[], installedSize: number }} about
 *   fpm's options by their long names; the installed size in KiB
 * @returns {string}
 */
export function controlFile({ options, depends, recommends, installedSize }) {
  const [synopsis = '', ...text] = (options['description'] ?? '').split('\n').map((line) => line.trim())
  const fields = [
    ['Package', options['name']],
    ['Version', options['version']],
    ['Architecture', options['architecture']],
    ['Maintainer', options['maintainer']],
    ['Installed-Size', String(installedSize)],
    ['Depends', depends.join(', ')],
    ['Recommends', recommends.filter(Boolean).join(', ')],
    ['Section', options['category']],
    ['Priority', options['deb-priority']],
    ['Homepage', options['url']],
    ['Description', [synopsis, ...text.map((line) => ` ${line || '.'}`)].join('\n')],
  ]
  return fields.map(([name, value]) => (value ? `${name}: ${value}\n` : '')).join('')
}
