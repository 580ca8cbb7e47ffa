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
        elements.latitude.value = coords.latitude
        elements.longitude.value = coords.longitude
        elements.placeFrom.value = 'device'
        const meters = Math.round(coords.accuracy)
        say.textContent = t(`已经定位，误差约 ${meters} 米。`, `Found, to about ${meters} m.`)
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
      elements.latitude.value = position.latitude
      elements.longitude.value = position.longitude
      elements.placeFrom.value = 'photo'
      say.textContent = t('已经用上照片里的位置。', 'The place in the photo is used.')
      button.remove()
    })
  })
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
