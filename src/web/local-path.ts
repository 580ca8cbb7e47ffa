/**
 * Where to go on to after signing in or switching the view: only ever within this site. Browsers drop tabs and line
 * breaks and take `\` for `/`, so anything that could be read as another host goes to `otherwise`.
 *
 * @example localPath('/tasks?near=1') // '/tasks?near=1'
 * @example localPath('//evil.example') // '/'
 */
export function localPath(next: unknown, otherwise = '/'): string {
  if (typeof next !== 'string' || next.length > 2000 || !isPlainPath(next)) return otherwise
  try {
    const address = new URL(next, 'http://here.invalid')
    const path = address.pathname + address.search + address.hash
    return address.origin === 'http://here.invalid' && isPlainPath(path) ? path : otherwise
  } catch {
    return otherwise
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const isPlainPath = (path: string) => /^\/(?!\/)[^\\\s\u0000-\u001f\u007f]*$/.test(path)
