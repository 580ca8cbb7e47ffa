// Keys for a long queue: j and k walk, x picks, Enter opens. Typing in a field is left alone.
const rows = [...document.querySelectorAll('[data-triage] > li')]
let at = -1

const isTyping = (target) => target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')

function go(to) {
  rows[at]?.classList.remove('here')
  at = Math.max(0, Math.min(rows.length - 1, to))
  const row = rows[at]
  row?.classList.add('here')
  row?.querySelector('a')?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: 'nearest' })
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (event.key === 'j') go(at + 1)
  else if (event.key === 'k') go(at - 1)
  else if (event.key === 'x') rows[at]?.querySelector('input[type=checkbox]')?.click()
  else return
  event.preventDefault()
})
