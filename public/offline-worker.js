// Without a network: a page that says so in place of the browser's error, and for a keeper the counter that hands over
// all the same. Everything else is left alone.

importScripts('/static/outbox.js')

const name = 'offline-2'
const offlinePage = '/static/offline.html'
const files = [offlinePage, '/static/style.css', '/static/icon.svg']
const counterPage = '/counter/offline'
/** In a dead spot a request often hangs instead of failing. */
const patienceMilliseconds = 6000

const { outbox } = globalThis

addEventListener('install', (event) => {
  skipWaiting()
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)))
})

addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => names.filter((each) => each !== name && each !== outbox.cacheName))
  event.waitUntil(old.then((names) => Promise.all(names.map((each) => caches.delete(each)))))
})

addEventListener('sync', (event) => {
  if (event.tag === 'counter-outbox') event.waitUntil(outbox.flush())
})

addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname } = new URL(request.url)
  if (request.mode === 'navigate') {
    if (request.method === 'POST' && pathname === '/sign-out') event.respondWith(signOut(request))
    else if (request.method === 'POST' && counterForms[pathname]) event.respondWith(atCounter(request, pathname))
    else if (request.method === 'GET') event.respondWith(visit(request, pathname))
  } else if (pathname.startsWith('/static/')) {
    event.respondWith(fetch(request).catch(() => cached(request)))
  }
})

const cached = async (request) => (await caches.match(request, { ignoreSearch: true })) ?? Response.error()

async function visit(request, pathname) {
  const counter = pathname === '/counter' || pathname.startsWith('/counter/') ? await keptCounter() : undefined
  try {
    return await (counter ? timely(request) : fetch(request))
  } catch {
    return counter ?? caches.match(offlinePage)
  }
}

const keptCounter = () => caches.match(counterPage, { cacheName: outbox.cacheName })

/** What arrives after all does no harm: every act goes under an id of its own. */
async function timely(request) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), patienceMilliseconds)
  })
  return Promise.race([fetch(request), late]).finally(() => clearTimeout(timer))
}

/** The counter's forms, and what becomes of them when nobody answers. */
const counterForms = { '/counter/scans': lookHere, '/counter/hand-overs': keepHere }

async function atCounter(request, pathname) {
  const copy = request.clone()
  try {
    return await timely(request)
  } catch {
    if (!(await keptCounter())) return caches.match(offlinePage)
    const place = new URL(counterPage, location.href)
    place.hash = await counterForms[pathname](await copy.formData())
    return Response.redirect(place, 303)
  }
}

/** The code is read on the device instead. */
async function lookHere(form) {
  return new URLSearchParams({ read: form.get('read') })
}

/**
 * Whether it arrived, nobody knows. It goes again under the same id, and then counts once. With a second proof it is not
 * kept: whether that was right only the server can say.
 */
async function keepHere(form) {
  if (form.get('proof')) return new URLSearchParams({ unsure: form.get('read') })
  const kit = await outbox.kit()
  if (!kit) return new URLSearchParams({ unsure: form.get('read') })
  const fields = [...form].filter(([field]) => field.startsWith('pieces.'))
  const lines = fields.map(([field, pieces]) => ({ itemId: field.slice('pieces.'.length), quantity: Number(pieces) }))
  const store = kit.stores.find(({ id }) => id === form.get('storeId'))
  const goodsOf = (itemId) => store?.goods.find(({ id }) => id === itemId) ?? { handle: itemId, name: itemId, unit: '' }
  const taken = lines.filter(({ quantity }) => quantity > 0)
  await outbox.keepLost({
    id: form.get('id'),
    keeperId: kit.keeperId,
    storeId: form.get('storeId'),
    read: form.get('read'),
    number: form.get('read'),
    claimedAt: outbox.now(kit).toISOString(),
    ...{ lines, proofChecked: false },
    pieces: Object.fromEntries(taken.map(({ itemId, quantity }) => [goodsOf(itemId).handle, quantity])),
    goods: taken.map(({ itemId, quantity }) => ({
      name: goodsOf(itemId).name,
      unit: goodsOf(itemId).unit,
      pieces: quantity,
    })),
  })
  await registration.sync?.register('counter-outbox').catch(() => undefined)
  return new URLSearchParams({ kept: form.get('id') })
}

/** Who signs out leaves nothing on the device but what could not be sent. */
async function signOut(request) {
  try {
    await Promise.race([outbox.flush(), new Promise((resolve) => setTimeout(resolve, patienceMilliseconds))])
    const answer = await fetch(request)
    await outbox.forget()
    return answer
  } catch {
    return caches.match(offlinePage)
  }
}
