/** Whether a page lies at a link's address or below it. */
export const isHere = (path: string, href: string) =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
