// Comfort for pages that work without it.

const inChinese = document.documentElement.lang.startsWith('zh')
const t = (zh, en) => (inChinese ? zh : en)

onceOnly()
askTwice()
copyTexts()
countDown()
showWhereOneIs()
goToWhatIsWrong()
navigator.serviceWorker?.register('/offline-worker.js').catch(() => undefined)

/** A form that comes back stands at its first mistake, however far down. */
function goToWhatIsWrong() {
  const field = document.querySelector('.wrong :is(input, select, textarea)')
  if (!field) return
  field.focus({ preventScroll: true })
  field.closest('.wrong').scrollIntoView({ block: 'center' })
}

/** The desk's links and the tabs of a page scroll, sideways on a phone: the one that is open comes into sight. */
function showWhereOneIs() {
  for (const here of document.querySelectorAll(':is(.desk-nav, .tabs) [aria-current]')) {
    for (let bar = here.parentElement; bar?.closest('.desk-nav, .tabs'); bar = bar.parentElement) {
      const [at, frame] = [here.getBoundingClientRect(), bar.getBoundingClientRect()]
      bar.scrollLeft += at.left - frame.left - (frame.width - at.width) / 2
      bar.scrollTop += at.top - frame.top - (frame.height - at.height) / 2
    }
  }
}

/** A form that is on its way cannot be sent again. The server would not mind; the person might wonder. */
function onceOnly() {
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented || !event.target.matches('[data-once]')) return
    // After this turn, so that the pressed button's own name and value still go along.
    setTimeout(() => setBusy(event.target, true))
    // An answer that is a file leaves the page as it is.
    setTimeout(() => setBusy(event.target, false), 8000)
  })
  // Coming back with the back button shows the page as it was left.
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-once]')) setBusy(form, false)
  })
}

function setBusy(form, busy) {
  for (const button of form.querySelectorAll('button')) {
    button.disabled = busy
    button.toggleAttribute('aria-busy', busy)
  }
}

/** What cannot be undone asks once more, on the button itself. */
function askTwice() {
  const patience = 5000
  document.addEventListener(
    'click',
    (event) => {
      const button = event.target.closest?.('button.danger')
      if (!button || button.classList.contains('sure')) return
      event.preventDefault()
      const words = button.innerHTML
      button.classList.add('sure')
      button.textContent = t('再按一次确认', 'Press again to confirm')
      setTimeout(() => {
        button.classList.remove('sure')
        button.innerHTML = words
      }, patience)
    },
    true,
  )
}

function copyTexts() {
  document.addEventListener('click', async (event) => {
    const button = event.target.closest?.('[data-copy]')
    if (!button) return
    event.preventDefault()
    const words = button.textContent
    try {
      await navigator.clipboard.writeText(button.dataset.copy)
      button.textContent = t('已复制', 'Copied')
    } catch {
      button.textContent = t('请长按选择复制', 'Select and copy it by hand')
    }
    setTimeout(() => {
      button.textContent = words
    }, 2000)
  })
}

/** `<time datetime="…" data-countdown>` counts down to its instant; what it said before stays as its title. */
function countDown() {
  const clocks = [...document.querySelectorAll('time[data-countdown]')]
  if (clocks.length === 0) return
  for (const clock of clocks) clock.title = clock.textContent
  const tick = () => {
    for (const clock of clocks) clock.textContent = untilText(Date.parse(clock.dateTime) - Date.now()) ?? clock.title
  }
  tick()
  setInterval(tick, 1000)
}

function untilText(milliseconds) {
  if (milliseconds <= 0) return undefined
  const seconds = Math.ceil(milliseconds / 1000)
  const [days, hours, minutes] = [
    Math.floor(seconds / 86400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  if (days > 0) return t(`还有 ${days} 天 ${hours} 小时`, `${days} d ${hours} h left`)
  if (hours > 0) return t(`还有 ${hours} 小时 ${minutes} 分钟`, `${hours} h ${minutes} min left`)
  if (minutes > 0) return t(`还有 ${minutes} 分 ${seconds % 60} 秒`, `${minutes} min ${seconds % 60} s left`)
  return t(`还有 ${seconds} 秒`, `${seconds} s left`)
}
