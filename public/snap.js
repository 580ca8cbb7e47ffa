// Comfort for the snap page, which works without it: the phone's position with one tap, and a category guessed while
// somebody types.

const inChinese = document.documentElement.lang.startsWith('zh')
const t = (zh, en) => (inChinese ? zh : en)

const patienceMilliseconds = 10_000
const pauseMilliseconds = 500

begin()
// A form that was sent in the background comes back in place of the old one.
new MutationObserver(begin).observe(document.body, { childList: true })

function begin() {
  const place = document.querySelector('[data-locate]:not([data-ready])')
  if (!place) return
  place.dataset.ready = ''
  if (navigator.geolocation) offerPosition(place)
  offerPhotoPlace(place)
  pointOnMap(place)
  guessWhileTyping(document.querySelector('[data-guess]'))
}

function offerPosition(part) {
  const { elements } = part.closest('form')
  const say = part.querySelector('[data-located]')
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button quiet'
  button.innerHTML = `<span class="icon icon-place" aria-hidden="true"></span>${t('用我现在的位置', 'Use my position')}`
  say.before(button)
  button.addEventListener('click', () => {
    say.textContent = t('正在定位…', 'Looking for you…')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const meters = Math.round(coords.accuracy)
        setPlace(part, coords, 'device', t(`已经定位，误差约 ${meters} 米。`, `Found, to about ${meters} m.`))
      },
      () => {
        say.textContent = t('没有定位成功，请写地址。', 'Your position could not be found: please write the address.')
        elements.address.focus()
      },
      { enableHighAccuracy: true, timeout: patienceMilliseconds, maximumAge: 30_000 },
    )
  })
}

/** A photo often knows where it was taken. It was asked; whoever took it says whether to believe it. */
function offerPhotoPlace(part) {
  const { elements } = part.closest('form')
  const say = part.querySelector('[data-located]')
  part.closest('form').addEventListener('photoplace', ({ detail: { position } }) => {
    if (!position || elements.latitude.value) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button quiet'
    button.textContent = t('用照片里的位置', 'Use the place in the photo')
    say.textContent = t('照片里记着拍摄的位置。', 'The photo says where it was taken.')
    say.after(button)
    button.addEventListener('click', () => {
      setPlace(part, position, 'photo', t('已经用上照片里的位置。', 'The place in the photo is used.'))
      button.remove()
    })
  })
}

/** Writes a position into the form, puts the map's pin there, and says whose area it is. */
async function setPlace(part, { latitude, longitude }, from, words) {
  const { elements } = part.closest('form')
  elements.latitude.value = latitude
  elements.longitude.value = longitude
  elements.placeFrom.value = from
  const say = part.querySelector('[data-located]')
  say.textContent = words
  part.dispatchEvent(new CustomEvent('placed', { detail: { latitude, longitude, from } }))
  const answer = await fetch('/areas/at', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ latitude, longitude }),
  }).catch(() => undefined)
  const { area } = answer?.ok ? await answer.json() : {}
  if (area) say.textContent = t(`${words}在：${area.name}。`, `${words} In: ${area.name}.`)
  else if (answer?.ok) {
    say.textContent = t(`${words}请在下面选社区。`, `${words} Please choose the community below.`)
    elements.areaId.closest('details').open = true
  }
}

/** Without this script a press on the map sends the form; with it, the pin moves at once. */
function pointOnMap(part) {
  const picker = part.querySelector('[data-picker]')
  if (!picker) return
  const { elements } = part.closest('form')
  const map = picker.querySelector('input[type=image]')
  const closer = mapButton('＋', t('看近一点', 'Closer'), () => zoom(0.5))
  const further = mapButton('－', t('看远一点', 'Further away'), () => zoom(2))
  const row = document.createElement('p')
  row.className = 'actions'
  row.append(closer, further)
  map.parentElement.after(row)
  picker.querySelector('.help').textContent = t(
    '点一下问题所在的地方；用键盘时，按方向键移动，回车选中间。',
    'Press where it is. With a keyboard, arrows move the map and Enter takes its middle.',
  )
  map.addEventListener('click', (event) => {
    event.preventDefault()
    const frame = map.getBoundingClientRect()
    const byKeyboard = event.detail === 0
    const [x, y] = byKeyboard
      ? [0.5, 0.5]
      : [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height]
    const { west, south, east, north } = box()
    const at = { latitude: north - y * (north - south), longitude: west + x * (east - west) }
    setPlace(part, at, 'pin', t('已经在地图上选好。', 'Chosen on the map.'))
  })
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }
  map.addEventListener('keydown', (event) => {
    if (!moves[event.key]) return
    event.preventDefault()
    const [x, y] = moves[event.key]
    const { west, south, east, north } = box()
    const [dx, dy] = [(x * (east - west)) / 6, (y * (north - south)) / 6]
    show({ west: west + dx, east: east + dx, south: south + dy, north: north + dy })
  })
  part.addEventListener('placed', ({ detail: { latitude, longitude, from } }) => {
    const { west, south, east, north } = box()
    const scale = from === 'pin' ? 1 : Math.min(1, 0.006 / (north - south))
    const [wide, high] = [((east - west) * scale) / 2, ((north - south) * scale) / 2]
    if (from === 'pin') return show(box())
    picker.open = !document.documentElement.classList.contains('elder')
    show({ west: longitude - wide, east: longitude + wide, south: latitude - high, north: latitude + high })
  })

  function box() {
    const [west, south, east, north] = elements.pinBox.value.split(',').map(Number)
    return { west, south, east, north }
  }
  function zoom(factor) {
    const { west, south, east, north } = box()
    const isPlaced = elements.latitude.value !== ''
    const [x, y] = isPlaced
      ? [Number(elements.longitude.value), Number(elements.latitude.value)]
      : [(west + east) / 2, (south + north) / 2]
    const [wide, high] = [((east - west) * factor) / 2, ((north - south) * factor) / 2]
    show({ west: x - wide, east: x + wide, south: y - high, north: y + high })
  }
  function show({ west, south, east, north }) {
    elements.pinBox.value = [west, south, east, north].map((value) => value.toFixed(5)).join(',')
    const { latitude, longitude } = elements
    const pin = latitude.value ? `&at=${latitude.value},${longitude.value}` : ''
    map.src = `/areas/map.svg?bbox=${elements.pinBox.value}${pin}`
    layTiles(picker, elements.pinBox)
  }
}

/** Where the city has set a tile server, its squares lie below the picture. The last box asked for is the one shown. */
async function layTiles(picker, pinBox) {
  if (!picker.querySelector('.picker-tiles')) return
  const asked = pinBox.value
  const answer = await fetch(`/areas/tiles.svg?bbox=${asked}`).catch(() => undefined)
  if (!answer?.ok || pinBox.value !== asked) return
  const { documentElement } = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml')
  picker.querySelector('.picker-tiles')?.replaceWith(document.importNode(documentElement, true))
}

function mapButton(sign, label, act) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button quiet'
  button.textContent = sign
  button.setAttribute('aria-label', label)
  button.addEventListener('click', act)
  return button
}

/** Whoever chooses a category by hand is not corrected. */
function guessWhileTyping(part) {
  const { elements } = part.closest('form')
  let byHand = Boolean(elements.categoryId.value)
  let timer
  part.addEventListener('click', (event) => {
    if (event.isTrusted && event.target.name === 'categoryId') byHand = true
  })
  elements.words.addEventListener('input', () => {
    clearTimeout(timer)
    if (!byHand) timer = setTimeout(guess, pauseMilliseconds)
  })
  async function guess() {
    const words = elements.words.value.trim()
    if (words.length < 2) return
    const answer = await fetch('/snap/guess', { method: 'POST', body: words }).catch(() => undefined)
    const { categoryId } = answer?.ok ? await answer.json() : {}
    const radio = categoryId && document.querySelector(`#category-${CSS.escape(categoryId)}`)
    if (radio && !byHand) radio.checked = true
  }
}
