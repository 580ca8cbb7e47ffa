// Checks a paper's QR code with nothing but this file: the issuers' keys and status lists stand in #trust. It follows the
// same order of reasons as the city's own page, and was written apart from it, so that one can be held against the other.
;(() => {
  const trust = JSON.parse(document.getElementById('trust').textContent)
  const leeway = 300

  const bytesOf = (text) => {
    const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0))
  }
  const jsonOf = (part) => {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(part)))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('no object')
    return value
  }

  function read(token) {
    const [jwt, ...rest] = token.split('~')
    const parts = jwt.split('.')
    // What follows the last `~` would be a proof by the holder, which the city does not give out.
    if (parts.length !== 3 || (rest.length > 0 && rest.pop() !== '')) return undefined
    try {
      return {
        header: jsonOf(parts[0]),
        claims: jsonOf(parts[1]),
        signed: `${parts[0]}.${parts[1]}`,
        signature: parts[2],
        disclosures: rest,
      }
    } catch {
      return undefined
    }
  }

  /** Only a key that stands in this file under this issuer counts; one inside the token is not looked at. */
  async function isSignedBy({ signed, signature }, { kty, crv, x, y }) {
    try {
      const wish = { name: 'ECDSA', namedCurve: 'P-256' }
      const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, wish, false, ['verify'])
      const text = new TextEncoder().encode(signed)
      return await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, bytesOf(signature), text)
    } catch {
      return false
    }
  }

  const reserved = 'iss jti nbf exp iat sub aud cnf vct status vc _sd _sd_alg ...'.split(' ')

  /** What a statement shows (SD-JWT): its open claims and each disclosure that has its digest in the signed part, once. */
  async function shownBy({ header, claims, disclosures }) {
    if (header.typ !== 'dc+sd-jwt') return disclosures.length === 0 ? claims.vc?.credentialSubject : undefined
    const { _sd: digests, _sd_alg: hash = 'sha-256' } = claims
    if (hash !== 'sha-256' || !Array.isArray(digests) || new Set(digests).size !== digests.length) return undefined
    const left = new Set(digests)
    const shown = new Map(Object.entries(claims).filter(([name]) => !reserved.includes(name)))
    for (const disclosure of disclosures) {
      const hashed = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(disclosure)))
      const digest = btoa(String.fromCharCode(...hashed)).replace(
        /[+/=]/g,
        (sign) => ({ '+': '-', '/': '_' })[sign] ?? '',
      )
      if (!left.delete(digest)) return undefined
      try {
        const [, name, value, ...more] = JSON.parse(
          new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(disclosure)),
        )
        if (typeof name !== 'string' || more.length > 0 || reserved.includes(name) || shown.has(name)) return undefined
        shown.set(name, value)
      } catch {
        return undefined
      }
    }
    return Object.fromEntries(shown)
  }

  /** @returns whether the bit is set, and as of when; undefined where this file does not know */
  async function statusOf(claims, issuer) {
    const place = claims.status?.status_list
    const token = place && Object.hasOwn(issuer.lists, place.uri) ? read(issuer.lists[place.uri]) : undefined
    const key = token && issuer.keys.find(({ kid }) => kid === token.header.kid)
    if (!key || token.header.alg !== 'ES256' || token.header.typ !== 'statuslist+jwt') return undefined
    if (token.claims.iss !== issuer.id || token.claims.sub !== place.uri) return undefined
    if (!(await isSignedBy(token, key))) return undefined
    try {
      const packed = new Blob([bytesOf(token.claims.status_list.lst)]).stream()
      const bits = new Uint8Array(
        await new Response(packed.pipeThrough(new DecompressionStream('deflate'))).arrayBuffer(),
      )
      const { idx } = place
      if (!Number.isInteger(idx) || idx < 0 || idx >= bits.length * 8) return undefined
      // Places are given in order: one given after this list was made says nothing yet.
      return { revoked: ((bits[idx >> 3] >> (idx & 7)) & 1) === 1, at: token.claims.iat }
    } catch {
      return undefined
    }
  }

  async function check(text) {
    const bare = text.replace(/\s+/g, '')
    const found = read(bare.slice(bare.indexOf('#') + 1))
    if (!found) return { verdict: 'unreadable' }
    const { header, claims } = found
    if (header.alg !== 'ES256') return { verdict: 'algorithm' }
    const issuer = trust.issuers.find(({ id }) => id === claims.iss)
    if (!issuer) return { verdict: 'unknown_issuer', issuerId: claims.iss }
    const key = issuer.keys.find(({ kid }) => kid === header.kid)
    if (!key) return { verdict: 'unknown_key' }
    if (!(await isSignedBy(found, key))) return { verdict: 'changed' }
    const subject = await shownBy(found)
    if (!subject)
      return { verdict: found.disclosures.length > 0 || header.typ === 'dc+sd-jwt' ? 'changed' : 'unreadable' }
    if (key.retired_at !== undefined && claims.nbf > key.retired_at + leeway) return { verdict: 'key_retired' }

    const said = { claims, subject, issuer }
    const status = await statusOf(claims, issuer)
    if (status?.revoked) return { verdict: 'revoked', ...said, status }
    const seconds = Date.now() / 1000
    if (claims.exp !== undefined && claims.exp <= seconds) return { verdict: 'expired', ...said, status }
    if (claims.nbf > seconds + leeway) return { verdict: 'not_yet', ...said, status }
    if (!status || status.at < claims.nbf) return { verdict: 'status_unknown', ...said, status }
    return { verdict: 'valid', ...said, status }
  }

  const pick = (id) => document.getElementById(id)
  const [form, text, hint, view, answer, camera] = ['form', 'text', 'hint', 'view', 'answer', 'camera'].map(pick)
  const day = (seconds) => new Date(seconds * 1000 + 8 * 3600_000).toISOString().slice(0, 10)

  function element(name, content, lang) {
    const made = document.createElement(name)
    made.textContent = content
    if (lang) made.lang = lang
    return made
  }

  function show({ verdict, claims, subject, issuer, status, issuerId }) {
    const { zh, en, tone } = trust.verdicts[verdict]
    answer.className = tone
    answer.dataset.verdict = verdict
    const more = issuerId ? ` ${String(issuerId).slice(0, 200)}` : ''
    answer.replaceChildren(
      element('h2', zh.title),
      element('p', zh.body + more),
      element('p', `${en.title}. ${en.body}`, 'en'),
    )
    if (!claims) return
    const list = document.createElement('dl')
    const row = (label, value) => list.append(element('dt', `${label.zh} ${label.en}`), element('dd', String(value)))
    for (const [name, value] of Object.entries(subject)) {
      const { zh, en } = trust.answers[value ? 'yes' : 'no']
      const told = typeof value === 'boolean' ? `${zh} ${en}` : value
      if (Object.hasOwn(trust.labels, name) && ['string', 'number'].includes(typeof told)) row(trust.labels[name], told)
    }
    row(trust.labels.issuer, issuer.name)
    row(trust.labels.issuedOn, day(claims.nbf))
    if (claims.exp) row(trust.labels.expiresOn, day(claims.exp))
    if (status) row(trust.labels.statusOn, day(status.at))
    answer.append(list)
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (!globalThis.crypto?.subtle) {
      hint.textContent = '这个浏览器打不开核验功能，请换一个新一些的浏览器。 This browser cannot check signatures.'
      return
    }
    show(await check(text.value))
    answer.scrollIntoView({ block: 'nearest' })
  })

  function take(code) {
    text.value = code
    form.requestSubmit()
  }

  function codeIn(source, width, height) {
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    pen.drawImage(source, 0, 0, width, height)
    return globalThis.jsQR(pen.getImageData(0, 0, width, height).data, width, height)?.data
  }

  pick('picture').addEventListener('change', async (event) => {
    const [file] = event.target.files
    if (!file) return
    hint.textContent = ''
    try {
      const image = await createImageBitmap(file)
      // A 50-megapixel photo takes a minute to search, a scaled one a moment; small codes need the larger size.
      for (const longest of [1200, 2400]) {
        const scale = Math.min(1, longest / Math.max(image.width, image.height))
        const code = codeIn(image, Math.round(image.width * scale), Math.round(image.height * scale))
        if (code) return take(code)
      }
      hint.textContent = '照片里没有找到二维码，请靠近些、拍正些。 No QR code was found in this photo.'
    } catch {
      hint.textContent = '这不是一张能打开的照片。 This photo cannot be opened.'
    }
  })

  let stream
  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop()
    stream = undefined
    view.hidden = true
  }
  camera.addEventListener('click', async () => {
    if (stream) return stop()
    hint.textContent = ''
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 } },
      })
      view.srcObject = stream
      view.hidden = false
      await view.play()
      while (stream) {
        const code = view.videoWidth ? codeIn(view, view.videoWidth, view.videoHeight) : undefined
        if (code) {
          stop()
          return take(code)
        }
        await new Promise((resolve) => setTimeout(resolve, 120))
      }
    } catch {
      stop()
      hint.textContent =
        '相机没有打开，可以选照片，或者粘贴文字。 The camera did not open: choose a photo or paste the text.'
    }
  })

  const names = trust.issuers.map(({ name, id }) => `${name}（${id}）`).join('、')
  // The city's clock is eight hours ahead the whole year.
  const at = new Date(Date.parse(trust.madeAt) + 8 * 3_600_000)
  const madeAt = Number.isNaN(at.getTime()) ? trust.madeAt : at.toISOString().slice(0, 16).replace('T', ' ')
  pick('about').textContent =
    `签发方 Issuer: ${names}。公钥和撤销名单截至 Keys and status as of ${madeAt}（北京时间）。`
})()
