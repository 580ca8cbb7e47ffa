// What a counter hands over without network, kept on the device until it has been sent. Used by pages and by the
// service worker, so it is no module: it leaves `outbox` behind.

globalThis.outbox = (() => {
  const [databaseName, cacheName, lockName] = ['counter', 'counter', 'counter-outbox']
  const sentAddress = '/api/v1/counter/offline-scans'
  const [batch, patienceMilliseconds, keptDays] = [25, 15_000, 30]
  const daysMilliseconds = 24 * 60 * 60 * 1000

  let opened

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(databaseName, 1)
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore('kit', { keyPath: 'name' })
        asked.result.createObjectStore('scans', { keyPath: 'id' }).createIndex('number', 'number')
      }
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    })
    return opened
  }

  /** One transaction. What it wrote is on the disk before this answers: whoever is told "kept" may pull the plug. */
  async function inTransaction(mode, work) {
    const database = await open()
    const transaction = database.transaction(['kit', 'scans'], mode, { durability: 'strict' })
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve
      transaction.onabort = () => reject(transaction.error)
    })
    const answer = await work({ kit: transaction.objectStore('kit'), scans: transaction.objectStore('scans') })
    await done
    return answer
  }

  const answerOf = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })

  const reading = (work) => inTransaction('readonly', work)
  const writing = (work) => inTransaction('readwrite', work)

  const kit = () => reading(({ kit }) => answerOf(kit.get('kit')))
  const list = () => reading(({ scans }) => answerOf(scans.getAll()))

  /** Keeps what the server gave for dead spots, and how far this device's clock is off. */
  const saveKit = (given) =>
    writing(({ kit }) => {
      const offset = Date.parse(given.now) - Date.now()
      return answerOf(kit.put({ ...given, name: 'kit', offset }))
    })

  /** The time, put right by what the server's clock said last. */
  const now = (given) => new Date(Date.now() + (given?.offset ?? 0))

  /** Pieces of a code that this device has handed over and that the code does not know of yet: handle → pieces. */
  function handedBefore(scans, code) {
    const handed = {}
    for (const scan of scans) {
      const isKnownToCode = scan.state === 'sent' && scan.orderAct !== null && scan.orderAct <= code.act
      if (scan.act !== 'hand_over' || isKnownToCode) continue
      for (const [handle, pieces] of Object.entries(scan.pieces)) handed[handle] = (handed[handle] ?? 0) + pieces
    }
    return handed
  }

  /** What of a code this device has not handed over yet: handle → pieces. */
  async function leftOf(code) {
    return reading(async ({ scans }) => left(await answerOf(scans.index('number').getAll(code.number)), code))
  }

  function left(scans, code) {
    const handed = handedBefore(scans, code)
    const rest = code.lines.map(({ handle, pieces }) => [handle, Math.max(pieces - (handed[handle] ?? 0), 0)])
    return Object.fromEntries(rest.filter(([, pieces]) => pieces > 0))
  }

  /**
   * Keeps a hand-over. Whether it may be is decided in the same transaction, so that two tabs cannot both.
   *
   * @returns false when this device has handed it over already
   */
  const keepHandOver = (scan, code) =>
    writing(async ({ scans }) => {
      const rest = left(await answerOf(scans.index('number').getAll(code.number)), code)
      const isThere = Object.entries(scan.pieces).every(([handle, pieces]) => pieces <= (rest[handle] ?? 0))
      if (isThere) await answerOf(scans.put({ ...scan, act: 'hand_over', state: 'waiting', orderAct: null }))
      return isThere
    })

  /** A hand-over that was sent with network and whose answer was lost: it goes again under the same id. */
  const keepLost = (scan) =>
    writing(({ scans }) => answerOf(scans.put({ ...scan, act: 'hand_over', state: 'waiting', orderAct: null })))

  const keepRefused = (scan) =>
    writing(({ scans }) => answerOf(scans.put({ ...scan, act: 'refused', state: 'waiting', orderAct: null })))

  /** Wrong proofs given for an order on this device since then. */
  async function wrongProofs(number, since) {
    const scans = await reading(({ scans }) => answerOf(scans.index('number').getAll(number)))
    return scans.filter(({ refused, claimedAt }) => refused === 'offline_proof_wrong' && Date.parse(claimedAt) > since)
      .length
  }

  /** Hand-overs that the server does not know of yet, for one order or for all. */
  async function waiting(number) {
    const scans = await list()
    return scans.filter(
      (scan) =>
        scan.state === 'waiting' && scan.act === 'hand_over' && (number === undefined || scan.number === number),
    )
  }

  const locked = (work) => (navigator.locks ? navigator.locks.request(lockName, work) : work())

  /**
   * Sends what waits, one sender at a time. The server takes each in once, however often it is sent.
   *
   * @returns 'done', 'no_network', 'signed_out' or 'busy'
   */
  const flush = () =>
    locked(async () => {
      const given = await kit()
      if (!given) return 'signed_out'
      for (;;) {
        const mine = (await list()).filter(({ state, keeperId }) => state === 'waiting' && keeperId === given.keeperId)
        if (mine.length === 0) break
        const outcome = await send(given.keeperId, inOrder(mine).slice(0, batch))
        if (outcome !== 'done') return outcome
      }
      await prune()
      return 'done'
    })

  const inOrder = (scans) => scans.sort((a, b) => (a.claimedAt + a.id < b.claimedAt + b.id ? -1 : 1))

  async function send(keeperId, scans) {
    const answer = await post({ keeperId, scans: scans.map(asSent) })
    if (!answer) return 'no_network'
    if (answer.status === 401) return 'signed_out'
    if (answer.status === 422) return sendAlone(keeperId, scans, answer)
    if (!answer.ok) return 'busy'
    const { results } = await answer.json()
    await settle(results)
    return 'done'
  }

  /** One that the server cannot read must not hold up the others for ever. */
  async function sendAlone(keeperId, scans, answer) {
    if (scans.length > 1) {
      for (const scan of scans) {
        const outcome = await send(keeperId, [scan])
        if (outcome !== 'done') return outcome
      }
      return 'done'
    }
    const { code, detail } = await answer.json()
    await settle([
      { id: scans[0].id, outcome: code, sentence: detail, kept: false, orderAct: null, discrepancyId: null },
    ])
    return 'done'
  }

  const asSent = ({ id, act, storeId, read, claimedAt, lines, proofChecked, refused }) =>
    act === 'refused'
      ? { id, act, storeId, read, claimedAt, refused }
      : { id, act, storeId, read, claimedAt, lines, proofChecked }

  async function post(body) {
    try {
      return await fetch(sentAddress, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout?.(patienceMilliseconds),
      })
    } catch {
      return undefined
    }
  }

  async function settle(results) {
    await writing(async ({ scans }) => {
      for (const { id, kept, ...came } of results) {
        const scan = await answerOf(scans.get(id))
        if (scan) await answerOf(scans.put({ ...scan, ...came, state: kept ? 'sent' : 'failed' }))
      }
    })
    tell()
  }

  const prune = () =>
    writing(async ({ scans }) => {
      const since = new Date(Date.now() - keptDays * daysMilliseconds).toISOString()
      for (const { id, state, claimedAt } of await answerOf(scans.getAll()))
        if (state === 'sent' && claimedAt < since) await answerOf(scans.delete(id))
    })

  /** Lets other tabs draw anew. */
  function tell() {
    if (!globalThis.BroadcastChannel) return
    const channel = new BroadcastChannel('counter')
    channel.postMessage('changed')
    channel.close()
  }

  /** At sign-out: nothing stays but what has not been sent. It waits for its keeper, and names no resident. */
  async function forget() {
    await caches.delete(cacheName)
    await writing(async ({ kit, scans }) => {
      await answerOf(kit.clear())
      for (const { id, state } of await answerOf(scans.getAll())) if (state === 'sent') await answerOf(scans.delete(id))
    })
  }

  return {
    cacheName,
    ...{
      kit,
      saveKit,
      now,
      list,
      leftOf,
      keepHandOver,
      keepLost,
      keepRefused,
      wrongProofs,
      waiting,
      flush,
      forget,
      tell,
    },
  }
})()
