// A camera button for `<div data-scan="#input">`: reads one QR code, fills that input and sends its form. The input also
// takes a typed number or a USB scanner, so nothing is lost where there is no camera.

const inChinese = document.documentElement.lang.startsWith('zh')
const t = (zh, en) => (inChinese ? zh : en)

const lookEveryMilliseconds = 120
const readerAddress = '/static/vendor/jsqr.js'

for (const place of document.querySelectorAll('[data-scan]')) offerCamera(place)

function offerCamera(place) {
  const input = document.querySelector(place.dataset.scan)
  if (!input) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button quiet scan-button'
  const say = document.createElement('p')
  say.className = 'help'
  say.setAttribute('role', 'status')
  place.classList.add('scanner')
  place.append(button, say)

  let stop
  const rest = () => {
    stop?.()
    stop = undefined
    button.innerHTML = `<span class="icon icon-scan" aria-hidden="true"></span>${t('用相机扫码', 'Scan with the camera')}`
  }
  rest()
  addEventListener('pagehide', rest)
  button.addEventListener('click', async () => {
    if (stop) return rest()
    button.textContent = t('停止扫码', 'Stop scanning')
    say.textContent = t('正在打开相机…', 'Opening the camera…')
    const camera = new AbortController()
    stop = () => camera.abort()
    try {
      const text = await readFromCamera(place, camera.signal, () => {
        say.textContent = t('请把二维码放进框里', 'Hold the QR code inside the frame')
      })
      say.textContent = text ? t('扫到了', 'Found') : ''
      if (text) take(input, text)
    } catch (error) {
      say.textContent = reason(error)
      input.focus()
    }
    rest()
  })
}

/** @returns the code's text; undefined when the person stopped */
async function readFromCamera(place, signal, onReady) {
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException('', 'NotSupportedError')
  const read = await qrReader()
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
  const view = document.createElement('div')
  view.className = 'scanner-view'
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  view.append(video)
  try {
    video.srcObject = stream
    place.append(view)
    await video.play()
    onReady()
    while (!signal.aborted) {
      const text = video.readyState >= video.HAVE_ENOUGH_DATA ? await read(video) : undefined
      if (text) return text
      await new Promise((resolve) => setTimeout(resolve, lookEveryMilliseconds))
    }
  } finally {
    for (const track of stream.getTracks()) track.stop()
    view.remove()
  }
}

/** The browser's own reader where there is one, else jsQR. */
async function qrReader() {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats?.().catch(() => [])) ?? []
  if (formats.includes('qr_code')) {
    const detector = new globalThis.BarcodeDetector({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video))[0]?.rawValue
  }
  if (!globalThis.jsQR) await import(readerAddress)
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  return (video) => {
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    pen.drawImage(video, 0, 0)
    const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height)
    return globalThis.jsQR(data, width, height, { inversionAttempts: 'dontInvert' })?.data
  }
}

function take(input, text) {
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
  navigator.vibrate?.(80)
  beep()
  input.form?.requestSubmit()
}

function beep() {
  try {
    const context = new AudioContext()
    const tone = context.createOscillator()
    tone.frequency.value = 1320
    tone.connect(context.destination)
    tone.start()
    tone.stop(context.currentTime + 0.12)
  } catch {
    // A silent device has still scanned.
  }
}

const reasons = {
  NotAllowedError: t(
    '没有得到使用相机的许可。可以在浏览器设置里允许相机，或者直接输入号码。',
    'The camera is not allowed. Allow it in the browser’s settings, or type the number.',
  ),
  NotFoundError: t('没有找到相机，请直接输入号码。', 'No camera was found. Please type the number.'),
  NotReadableError: t(
    '相机正被别的程序占用，请关掉它再试，或者直接输入号码。',
    'Another program is using the camera. Close it and try again, or type the number.',
  ),
  NotSupportedError: t(
    '这个浏览器在这里不能用相机，请直接输入号码。',
    'This browser cannot use the camera here. Please type the number.',
  ),
}

const reason = (error) =>
  reasons[error?.name] ?? t('相机没有打开，请直接输入号码。', 'The camera did not open. Please type the number.')
