// The counter in a dead spot. A code proves itself, what is handed over is kept on this device before the keeper is told
// to hand it over, and goes to the server when there is network again.

import { isProof, numberIn, readCode } from './pickup-code.js'

const inChinese = document.documentElement.lang.startsWith('zh')
const t = (zh, en) => (inChinese ? zh : en)
const { outbox } = globalThis
const at = (id) => document.getElementById(id)

const lookEveryMilliseconds = 15_000
const shownMax = 30

const kit = await outbox.kit().catch(() => undefined)
function open() {
  at('counter').hidden = false
  drawStores()
  at('scan').addEventListener('submit', (event) => {
    event.preventDefault()
    const { read } = event.target.elements
    scan(read.value)
    read.value = ''
  })
  for (const event of ['online', 'pageshow']) addEventListener(event, send)
  setInterval(send, lookEveryMilliseconds)
  if (globalThis.BroadcastChannel) new BroadcastChannel('counter').addEventListener('message', drawQueue)
  at('send').addEventListener('click', send)
  arrive()
  send()
}

function drawStores() {
  const choice = at('store')
  for (const { id, name } of kit.stores) choice.add(new Option(name, id, false, id === kit.storeId))
  choice.closest('.field').hidden = kit.stores.length < 2
  const name = () => {
    at('store-name').textContent = store().name
  }
  choice.addEventListener('change', name)
  name()
}

const store = () => kit.stores.find(({ id }) => id === at('store').value) ?? kit.stores[0]

/** What the service worker hands on when a form of the counter got no answer. */
function arrive() {
  const said = new URLSearchParams(location.hash.slice(1))
  history.replaceState(null, '', location.pathname)
  if (said.has('read')) scan(said.get('read'))
  else if (said.has('kept'))
    showKept(
      t(
        '网络刚断，已经记在这台设备上，可以交给居民。',
        'The network went away. It is kept on this device: hand it over.',
      ),
    )
  else if (said.has('unsure'))
    showNo(
      t(
        '网络断在半路，不知道办成没有。先不要交，等网络恢复后再扫一次。',
        'The network went away half-way. Do not hand over; scan again when it is back.',
      ),
    )
}

async function scan(text) {
  if (!text.trim()) return
  const code = await readCode(text, kit.key)
  const refused = code.refused ?? (await objection(code))
  if (refused) return refuse(refused, text)
  showGoods(code, await outbox.leftOf(code))
}

async function objection(code) {
  if (code.store !== store().handle) return 'offline_elsewhere'
  if (code.lines.length === 0) return 'offline_nothing_waits'
  if (store().onTheirWay?.includes(code.number)) return 'offline_on_its_way'
  if (code.until <= outbox.now(kit).getTime()) return 'offline_expired'
  if (code.proof === '1') return 'offline_needs_network'
  if (Object.keys(await outbox.leftOf(code)).length === 0) return 'offline_again'
  return undefined
}

/** Refused scans are kept and sent as well. */
async function refuse(refused, text, number = numberIn(text)) {
  showNo(t(kit.sentences[refused].zh, kit.sentences[refused].en))
  await outbox.keepRefused({ ...scanOf(text, number), refused })
  drawQueue()
  send()
}

const scanOf = (read, number) => ({
  id: crypto.randomUUID(),
  keeperId: kit.keeperId,
  storeId: store().id,
  read: read.slice(0, 2000),
  number: number ?? '',
  claimedAt: outbox.now(kit).toISOString(),
})

function showGoods(code, left) {
  const id = crypto.randomUUID()
  const rows = Object.entries(left).map(([handle, pieces]) => goodsRow(handle, pieces))
  const press = make('button', { type: 'submit', className: 'button big', textContent: t('交给居民', 'Hand over') })
  const form = make('form', { className: 'stack hand-over' }, [
    make('p', { className: 'code', textContent: spoken(code.number) }),
    make('ul', { className: 'goods' }, rows),
    ...(code.proof === '0' ? [] : [proofField()]),
    press,
  ])
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    press.disabled = true
    if (!(await handOver({ ...code, id, storeId: store().id }, form))) press.disabled = false
  })
  show(form)
  form.querySelector('#proof')?.focus()
}

const goodsOf = (handle) => store().goods.find((item) => item.handle === handle)

function goodsRow(handle, pieces) {
  const item = goodsOf(handle)
  const name =
    item?.name ??
    t('这里还没有登记的物品，请看居民手机上的名字', 'Not known here: see the name on the resident’s phone')
  const choice = make('select', { id: `pieces-${handle}`, className: 'pieces', name: handle })
  for (let count = 0; count <= pieces; count++) choice.add(new Option(count, count, false, count === pieces))
  return make('li', { className: 'goods-row' }, [
    make('span', { className: 'goods-picture none', ariaHidden: 'true', textContent: [...name][0] }),
    make('label', { className: 'goods-text', htmlFor: choice.id }, [
      make('strong', { textContent: name }),
      make('span', { className: 'muted', textContent: ` ${item?.unit ?? ''}` }),
    ]),
    choice,
  ])
}

function proofField() {
  const input = make('input', {
    id: 'proof',
    name: 'proof',
    inputMode: 'numeric',
    autocomplete: 'off',
    maxLength: 8,
    required: true,
  })
  const label = make('label', { htmlFor: 'proof', textContent: t('手机号后四位', 'Last four digits of the phone') })
  return make('div', { className: 'field' }, [label, input, make('p', { className: 'error', role: 'alert' })])
}

/** @returns whether it is done with, well or not; false when the keeper may try again */
async function handOver(code, form) {
  const chosen = [...form.querySelectorAll('select')].map(({ name, value }) => [name, Number(value)])
  const pieces = Object.fromEntries(chosen.filter(([, count]) => count > 0))
  if (Object.keys(pieces).length === 0) return false
  if (code.proof !== '0' && !(await isProven(code, form))) return false
  const lines = Object.entries(pieces).map(([handle, quantity]) => ({
    itemId: goodsOf(handle)?.id ?? handle,
    quantity,
  }))
  const goods = Object.entries(pieces).map(([handle, count]) => ({
    ...{ name: goodsOf(handle)?.name ?? handle, unit: goodsOf(handle)?.unit ?? '', pieces: count },
  }))
  const scan = { ...scanOf(code.read, code.number), id: code.id, storeId: code.storeId }
  const isKept = await outbox.keepHandOver({ ...scan, pieces, lines, goods, proofChecked: code.proof !== '0' }, code)
  if (!isKept) return refuse('offline_again', code.read).then(() => true)
  showKept(t('已经记在这台设备上，可以交给居民。', 'Kept on this device. Hand it over.'))
  outbox.tell()
  const worker = await navigator.serviceWorker?.getRegistration()
  await worker?.sync?.register('counter-outbox').catch(() => undefined)
  send()
  return true
}

async function isProven(code, form) {
  const since = outbox.now(kit).getTime() - kit.proof.lockedMinutes * 60_000
  const wrong = await outbox.wrongProofs(code.number, since)
  if (wrong >= kit.proof.triesMax) {
    await refuse('offline_proof_locked', code.read)
    return false
  }
  const input = form.elements.proof
  if (await isProof(code, input.value.normalize('NFKC').trim(), store().proofKey)) return true
  await outbox.keepRefused({ ...scanOf(code.read, code.number), refused: 'offline_proof_wrong' })
  const left = kit.proof.triesMax - wrong - 1
  form.querySelector('.error').textContent = t(
    `${kit.sentences.offline_proof_wrong.zh}还可以试 ${left} 次。`,
    `${kit.sentences.offline_proof_wrong.en} ${left} attempts left.`,
  )
  input.select()
  drawQueue()
  return false
}

// What is shown ------------------------------------------------------------------------------------------------------

const showKept = (words) => showWords(t('可以交', 'Hand it over'), words, 'good')
const showNo = (words) => {
  navigator.vibrate?.([120, 60, 120])
  showWords(t('不能发放', 'Do not hand over'), words, 'bad')
}

function showWords(title, words, tone) {
  const parts = [make('h2', { textContent: title }), make('p', { textContent: words })]
  show(make('div', { className: `alert ${tone}`, role: tone === 'bad' ? 'alert' : 'status' }, parts))
  at('read').focus()
  drawQueue()
}

const show = (part) => at('result').replaceChildren(part)

const states = {
  waiting: ['待补交', 'To be sent'],
  sent: ['已补交', 'Sent'],
  failed: ['没有收下', 'Not taken in'],
  differs: ['有差异，社区核对', 'Differs: to be settled'],
}

async function drawQueue() {
  const scans = (await outbox.list()).filter(({ act, state }) => act === 'hand_over' || state === 'failed')
  const newest = scans.sort((a, b) => (a.claimedAt < b.claimedAt ? 1 : -1)).slice(0, shownMax)
  at('kept').replaceChildren(...newest.map(keptRow))
  at('kept-none').hidden = newest.length > 0
  const count = scans.filter(({ state }) => state === 'waiting').length
  at('send').hidden = count === 0
  at('send').textContent = t(`补交 ${count} 笔`, `Send ${count}`)
}

function keptRow({ number, claimedAt, goods, state, discrepancyId, sentence }) {
  const shown = state === 'sent' && discrepancyId ? 'differs' : state
  const tone = { waiting: 'warn', sent: 'good', failed: 'bad', differs: 'bad' }[shown]
  const time = new Date(claimedAt).toLocaleString(inChinese ? 'zh-CN' : 'en-GB', {
    ...{ timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  })
  const words = (goods ?? []).map((item) => `${item.name} × ${item.pieces}`).join(t('、', ', '))
  return make('li', { className: 'kept-row' }, [
    make('span', { className: `chip ${tone}`, textContent: t(...states[shown]) }),
    make('strong', { textContent: words }),
    make('span', { className: 'muted', textContent: `${spoken(number)} · ${time}` }),
    ...(sentence ? [make('span', { className: 'why', textContent: sentence })] : []),
  ])
}

async function send() {
  const isEmpty = (await outbox.list()).every(({ state, keeperId }) => state !== 'waiting' || keeperId !== kit.keeperId)
  const outcome = isEmpty ? await reach() : await outbox.flush()
  const line = at('line')
  line.dataset.tone = outcome === 'done' ? 'good' : 'warn'
  at('back').hidden = outcome !== 'done'
  line.textContent = {
    done: t('网络已恢复。', 'The network is back.'),
    no_network: t('没有网络。照常扫码，先记在这台设备上。', 'No network. Scan as usual: it is kept on this device.'),
    signed_out: t(
      '登录已过期。请重新登录，记下的会自动补交。',
      'Your sign-in has ended. Sign in again, and what is kept is sent.',
    ),
    busy: t('服务器忙，稍后自动补交。', 'The service is busy. It will be sent soon.'),
  }[outcome]
  if (outcome === 'signed_out') at('back').hidden = false
  await drawQueue()
  askAgain(outcome)
}

/** A device says that it is online before anything can be reached: it is asked again soon, and then less and less often. */
let pauseMilliseconds = 500
function askAgain(outcome) {
  if (outcome !== 'no_network' || !navigator.onLine) pauseMilliseconds = 500
  else if (pauseMilliseconds < lookEveryMilliseconds) {
    setTimeout(send, pauseMilliseconds)
    pauseMilliseconds *= 2
  }
}

const reach = () =>
  fetch('/counter/key.json', { cache: 'no-store' }).then(
    ({ ok }) => (ok ? 'done' : 'busy'),
    () => 'no_network',
  )

const spoken = (number) => number.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3')

function make(name, { role, ...properties }, children = []) {
  const part = Object.assign(document.createElement(name), properties)
  if (role) part.setAttribute('role', role)
  part.append(...children)
  return part
}

// Last, because everything above has to be there.
if (kit && kit.stores.length > 0) open()
else at('not-ready').hidden = false
