// Comfort for fields that take photos; without it they are plain file fields.

const inChinese = document.documentElement.lang.startsWith('zh')
const t = (zh, en) => (inChinese ? zh : en)

/** The server keeps 1600 pixels a side; a little more leaves it something to choose from. */
const sideMax = 2400
/** Below this a photo is quicker sent than made smaller. */
const bytesToShrink = 1_500_000
const headBytes = 128 * 1024

/** What was chosen in each file field, in order: `{ file, tile, ready }`. */
const chosen = new Map()

if (canPutFiles()) {
  enhanceAll(document)
  document.addEventListener('submit', sendWithProgress)
}

/** Some old in-app browsers let nobody put files into a field: there it stays as it is. */
function canPutFiles() {
  try {
    document.createElement('input').files = new DataTransfer().files
    return typeof FormData === 'function'
  } catch {
    return false
  }
}

function enhanceAll(root) {
  for (const picker of root.querySelectorAll('.photo-picker')) enhance(picker)
}

function enhance(picker) {
  const input = picker.querySelector('input[type="file"]')
  chosen.set(input, [])
  input.classList.add('visually-hidden')
  input.tabIndex = -1
  const buttons = element('div', 'photo-buttons')
  if (matchMedia('(pointer: coarse)').matches) buttons.append(cameraButton(input))
  buttons.append(button(t('选择照片', 'Choose photos'), 'button quiet', () => input.click()))
  picker.append(element('ul', 'photo-tiles'), buttons, newStatus())
  input.addEventListener('change', () => add(input, [...input.files]))
}

function cameraButton(input) {
  const camera = document.createElement('input')
  Object.assign(camera, { type: 'file', accept: 'image/*', capture: 'environment' })
  camera.setAttribute('capture', 'environment')
  camera.addEventListener('change', () => {
    add(input, [...camera.files])
    camera.value = ''
  })
  return button(t('拍照', 'Take a photo'), 'button primary', () => camera.click())
}

function newStatus() {
  const status = element('p', 'photo-status help')
  status.setAttribute('role', 'status')
  return status
}

function add(input, files) {
  const photos = chosen.get(input)
  if (!input.multiple && files.length > 0) for (const photo of [...photos]) drop(input, photo)
  const isNew = (file) => !photos.some(({ from }) => from.name === file.name && from.size === file.size)
  const fresh = files.filter(isNew)
  const taken = fresh.slice(0, Math.max(0, roomFor(input)))
  for (const file of taken) take(input, file)
  put(input)
  if (taken.length < fresh.length)
    tell(input, t(`最多 ${limitOf(input)} 张，多的没有加上。`, `At most ${limitOf(input)}; the rest was left out.`))
}

/** Two fields may share one limit. */
const groupOf = (input) => input.closest('.photo-roles') ?? input.closest('.photo-picker')
const limitOf = (input) => Number(groupOf(input).dataset.photoMax)
function roomFor(input) {
  const inputs = [...groupOf(input).querySelectorAll('input.photo-input')]
  return limitOf(input) - inputs.reduce((sum, one) => sum + (chosen.get(one)?.length ?? 0), 0)
}

function take(input, file) {
  const photo = { from: file, file, tile: element('li', 'photo-tile') }
  photo.tile.append(pictureOf(file))
  const remove = button('×', 'photo-remove', () => {
    drop(input, photo)
    put(input)
    input.closest('.photo-picker').querySelector('.photo-buttons button').focus()
  })
  remove.setAttribute('aria-label', t(`去掉 ${file.name}`, `Take out ${file.name}`))
  photo.tile.append(remove)
  input.closest('.photo-picker').querySelector('.photo-tiles').append(photo.tile)
  chosen.get(input).push(photo)
  photo.ready = prepare(input, photo)
}

function drop(input, photo) {
  chosen.set(
    input,
    chosen.get(input).filter((one) => one !== photo),
  )
  const image = photo.tile.querySelector('img')
  if (image) URL.revokeObjectURL(image.src)
  photo.tile.remove()
}

function pictureOf(file) {
  const image = new Image()
  image.alt = file.name
  // A phone's HEIC that this browser cannot show is still sent.
  image.addEventListener('error', () => image.replaceWith(element('span', 'photo-name', file.name)))
  image.src = URL.createObjectURL(file)
  return image
}

/** Asks the photo for its place first: what is made smaller says nothing any more. */
async function prepare(input, photo) {
  photo.tile.setAttribute('aria-busy', 'true')
  await askPlace(input, photo.from)
  photo.file = (await smaller(photo.from)) ?? photo.from
  photo.tile.removeAttribute('aria-busy')
  put(input)
}

async function askPlace(input, file) {
  const roles = input.closest('[data-photo-places="true"]')
  const [latitude, longitude] = ['photoLatitude', 'photoLongitude'].map((name) =>
    roles?.querySelector(`[name="${name}"]`),
  )
  if (!latitude || latitude.value) return
  try {
    const answer = await fetch('/api/v1/photos/suggestion', {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file.slice(0, headBytes),
    })
    const said = answer.ok ? await answer.json() : {}
    if (!said.position) return
    latitude.value = said.position.latitude
    longitude.value = said.position.longitude
    roles.dispatchEvent(new CustomEvent('photoplace', { bubbles: true, detail: said }))
  } catch {
    // Without an answer the place is chosen by hand.
  }
}

/** The same photo in fewer pixels, upright; nothing when it is small already or this browser cannot read it. */
async function smaller(file) {
  if (file.size < bytesToShrink || !/^image\/(jpeg|png|webp)$/.test(file.type)) return undefined
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, sideMax / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.88))
    if (!blob || blob.size >= file.size) return undefined
    return new File([blob], file.name.replace(/\.\w+$/, '.jpg'), {
      type: 'image/jpeg',
      lastModified: file.lastModified,
    })
  } catch {
    return undefined
  }
}

/** What was chosen goes into the field, so that the form sends it like any other. */
function put(input) {
  const transfer = new DataTransfer()
  for (const { file } of chosen.get(input)) transfer.items.add(file)
  input.files = transfer.files
  const bytes = [...input.files].reduce((sum, { size }) => sum + size, 0)
  const count = input.files.length
  tell(input, count === 0 ? '' : t(`已选 ${count} 张，共 ${sizeText(bytes)}`, `${count} chosen, ${sizeText(bytes)}`))
}

const sizeText = (bytes) => (bytes < 100_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`)

function tell(input, words) {
  input.closest('.photo-picker').querySelector('.photo-status').textContent = words
}

async function sendWithProgress(event) {
  const form = event.target
  const inputs = [...form.querySelectorAll('input.photo-input')].filter((input) => input.files.length > 0)
  if (event.defaultPrevented || inputs.length === 0) return
  event.preventDefault()
  if (form.dataset.sending) return
  form.dataset.sending = '1'
  const bar = progressOf(form)
  await Promise.all(inputs.flatMap((input) => chosen.get(input).map(({ ready }) => ready)))
  try {
    await settle(form, await send(form, event.submitter, bar))
  } catch {
    complain(form, t('没有发出去。请检查网络，再按一次。', 'It was not sent. Check the network and press again.'))
  }
  bar.parentElement.remove()
  delete form.dataset.sending
  for (const one of form.querySelectorAll('button')) {
    one.disabled = false
    one.removeAttribute('aria-busy')
  }
}

function progressOf(form) {
  const line = element('p', 'photo-progress', t('正在上传…', 'Sending…'))
  line.setAttribute('role', 'status')
  const bar = document.createElement('progress')
  bar.setAttribute('aria-label', t('上传进度', 'How much has been sent'))
  bar.max = 1
  line.append(bar)
  form.append(line)
  return bar
}

function send(form, submitter, bar) {
  const body = new FormData(form)
  if (submitter?.name) body.append(submitter.name, submitter.value)
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open('POST', form.getAttribute('action'))
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      bar.value = loaded / total
    })
    request.addEventListener('load', () => done(request))
    for (const name of ['error', 'abort', 'timeout']) request.addEventListener(name, failed)
    request.send(body)
  })
}

/** Done: on to where the answer leads. A mistake: the sentences go to their fields, and the photos stay chosen. */
async function settle(form, { status, responseURL, responseText }) {
  const action = new URL(form.getAttribute('action'), location.href).href
  if (status < 400 && responseURL !== action) return leaveFor(responseURL)
  const page = new DOMParser().parseFromString(responseText, 'text/html')
  const again = [...page.querySelectorAll('form')].find(
    (one) => one.getAttribute('action') === form.getAttribute('action'),
  )
  const isMistake = [413, 422, 503].includes(status)
  if (isMistake && again && showMistakes(form, again)) return
  const main = page.querySelector('main')
  if (!main) return complain(form, t('没有办成，请稍后再试。', 'That did not work. Try again in a moment.'))
  document.querySelector('main').replaceWith(document.importNode(main, true))
  document.title = page.title
  enhanceAll(document.querySelector('main'))
  scrollTo(0, 0)
}

/** The same address with another fragment would not load. */
function leaveFor(address) {
  if (new URL(address).pathname + new URL(address).search === location.pathname + location.search) location.reload()
  else location.assign(address)
  return new Promise(() => undefined)
}

function showMistakes(form, again) {
  const alert = again.querySelector(':scope > .alert')
  const wrong = [...again.querySelectorAll('.field.wrong')]
  if (!alert && wrong.length === 0) return false
  for (const old of form.querySelectorAll('.error, :scope > .alert')) old.remove()
  for (const old of form.querySelectorAll('.field.wrong')) old.classList.remove('wrong')
  for (const field of wrong) {
    const { name } = field.querySelector('[name]')
    const mine = form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest('.field')
    mine?.classList.add('wrong')
    mine?.append(document.importNode(field.querySelector('.error'), true))
  }
  if (alert) complain(form, alert.textContent)
  return true
}

function complain(form, words) {
  for (const old of form.querySelectorAll(':scope > .alert')) old.remove()
  const alert = element('div', 'alert bad', words)
  alert.setAttribute('role', 'alert')
  form.prepend(alert)
  alert.scrollIntoView({ block: 'center' })
}

function element(name, className, words = '') {
  const made = document.createElement(name)
  made.className = className
  made.textContent = words
  return made
}

function button(words, className, press) {
  const made = element('button', className, words)
  made.type = 'button'
  made.addEventListener('click', press)
  return made
}
