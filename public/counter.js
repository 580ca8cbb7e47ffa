// The counter while there is network: gets ready for a dead spot, sends what was handed over in one, and lets nobody
// hand over twice what this device has not sent yet. Also a USB scanner's typing, wherever the cursor stands.

import { numberIn } from './pickup-code.js'

const inChinese = document.documentElement.lang.startsWith('zh')
const t = (zh, en) => (inChinese ? zh : en)
const { outbox } = globalThis

const shellAddress = '/counter/offline'
/** What the kept page loads while it runs. */
const alsoNeeded = [
  '/static/pickup-code.js',
  '/static/outbox.js',
  '/static/vendor/ed25519.js',
  '/static/vendor/jsqr.js',
]
const freshMilliseconds = 5 * 60 * 1000
const strip = document.querySelector('[data-offline-ready]')
const canWork = Boolean(
  navigator.serviceWorker && globalThis.caches && globalThis.crypto?.subtle && globalThis.indexedDB,
)

if (canWork) {
  document.addEventListener('submit', stopSecond, true)
  addEventListener('online', sendAndSay)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && sendAndSay())
  getReady()
} else
  say(t('这个浏览器不能断网发放，请换一个浏览器或保持联网。', 'This browser cannot hand over without network.'), 'warn')

async function getReady() {
  try {
    if (await isStale()) await fetchKit()
  } catch {
    return
  }
  await sendAndSay()
}

/** Every scan opens a page; the kit is fetched anew only now and then. */
async function isStale() {
  const kit = await outbox.kit()
  const { keeper, offlineReady } = strip?.dataset ?? {}
  const isOther = keeper && (kit?.keeperId !== keeper || kit.storeId !== offlineReady)
  return !kit || isOther || Date.now() - kit.savedAt > freshMilliseconds
}

async function fetchKit() {
  const answer = await fetch('/api/v1/counter/offline-kit')
  if (answer.status === 401 || answer.status === 403) return outbox.forget()
  if (!answer.ok) return
  const kit = await answer.json()
  const before = await outbox.kit()
  if (before && before.keeperId !== kit.keeperId) await outbox.forget()
  await keepPage()
  await outbox.saveKit({ ...kit, storeId: strip?.dataset.offlineReady ?? before?.storeId, savedAt: Date.now() })
  await navigator.storage?.persist?.()
}

/** The page for dead spots with everything it loads: style, scripts and the pictures that the style names. */
async function keepPage() {
  const html = await (await fetch(shellAddress)).text()
  const shell = new DOMParser().parseFromString(html, 'text/html')
  const parts = [...shell.querySelectorAll('link[href], script[src], img[src]')]
  const addresses = parts.map((part) => part.getAttribute('href') ?? part.getAttribute('src'))
  const style = addresses.find((address) => address.includes('/style.css'))
  const named = style
    ? [...(await (await fetch(style)).text()).matchAll(/url\("([^"]+)"\)/g)].map(([, address]) => address)
    : []
  const cache = await caches.open(outbox.cacheName)
  await cache.addAll([...new Set([shellAddress, ...addresses, ...named, ...alsoNeeded])])
}

async function sendAndSay() {
  await outbox.flush()
  const scans = await outbox.list()
  const { keeperId } = (await outbox.kit()) ?? {}
  const handed = scans.filter(({ act, state }) => act === 'hand_over' && state !== 'sent')
  const foreign = handed.filter((scan) => scan.keeperId !== keeperId).length
  const mine = handed.length - foreign
  if (foreign > 0)
    return say(
      t(
        `这台设备上有 ${foreign} 笔是另一位管理员断网时交出的，还没有补交，请本人登录。`,
        `On this device ${foreign} hand-overs of another keeper wait to be sent. That person has to sign in.`,
      ),
      'warn',
    )
  if (mine > 0)
    return say(t(`有 ${mine} 笔断网时交出的还没有补交，正在重试。`, `${mine} hand-overs wait to be sent.`), 'warn')
  say(t('断网也能发放：没有网络时照常扫码。', 'Ready for dead spots: without network, scan as usual.'), 'good')
}

function say(words, tone) {
  if (!strip) return
  strip.hidden = false
  strip.dataset.tone = tone
  strip.textContent = words
  const link = document.createElement('a')
  link.href = shellAddress
  link.textContent = t('断网记录', 'Kept on this device')
  strip.append(' ', link)
}

/** What this device handed over and could not send yet, the server still takes for waiting. */
async function stopSecond(event) {
  const form = event.target
  const path = new URL(form.action).pathname
  if (path !== '/counter/scans' && path !== '/counter/hand-overs') return
  const number = numberIn(form.elements.read?.value ?? '')
  if (!number || form.dataset.checked === number) return
  event.preventDefault()
  event.stopPropagation()
  if ((await outbox.waiting(number)).length > 0) {
    await outbox.flush()
    if ((await outbox.waiting(number)).length > 0) return refuse(form)
  }
  form.dataset.checked = number
  form.requestSubmit(event.submitter?.form === form ? event.submitter : undefined)
}

async function refuse(form) {
  document.querySelector('.second-scan')?.remove()
  const alert = document.createElement('div')
  alert.className = 'alert bad second-scan'
  alert.setAttribute('role', 'alert')
  const { sentences } = (await outbox.kit()) ?? {}
  alert.textContent = t(sentences?.offline_again.zh, sentences?.offline_again.en) ?? ''
  form.before(alert)
  form.elements.read.select?.()
}
