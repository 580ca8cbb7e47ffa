// Boxes drawn over a photo with finger or mouse. They are the numbers of the form; without this, one types them.

const inChinese = document.documentElement.lang.startsWith('zh')
const t = (zh, en) => (inChinese ? zh : en)
const names = ['x', 'y', 'width', 'height']
/** A tap is not a box. */
const percentMin = 0.5

const stage = document.querySelector('.redact-stage')
if (stage) start(stage, stage.closest('form').querySelector('.boxes'))

function start(stage, list) {
  const canvas = document.createElement('canvas')
  canvas.setAttribute('aria-hidden', 'true')
  stage.append(canvas)
  list.closest('details').open = false
  const draw = () => paint(canvas, [...rowsOf(list).map(boxOf).filter(Boolean), ...(drawn ? [drawn] : [])])
  let from
  let drawn

  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId)
    from = pointOf(canvas, event)
  })
  canvas.addEventListener('pointermove', (event) => {
    if (!from) return
    drawn = between(from, pointOf(canvas, event))
    draw()
  })
  const end = () => {
    if (drawn && drawn.width >= percentMin && drawn.height >= percentMin) write(list, drawn)
    from = undefined
    drawn = undefined
    draw()
  }
  canvas.addEventListener('pointerup', end)
  canvas.addEventListener('pointercancel', () => {
    drawn = undefined
    end()
  })
  list.addEventListener('input', draw)
  new ResizeObserver(draw).observe(stage)

  const undo = document.createElement('button')
  Object.assign(undo, {
    type: 'button',
    className: 'button quiet',
    textContent: t('去掉最后一个框', 'Take the last box away'),
  })
  undo.addEventListener('click', () => {
    const last = rowsOf(list).filter(boxOf).at(-1)
    for (const input of last?.querySelectorAll('input') ?? []) input.value = ''
    draw()
  })
  const hint = document.createElement('p')
  Object.assign(hint, {
    className: 'help',
    textContent: t('在照片上拖动，画出要遮住的地方。', 'Drag over the photo to cover a part of it.'),
  })
  stage.before(hint)
  stage.after(undo)
}

const rowsOf = (list) => [...list.querySelectorAll('li')]

function boxOf(row) {
  const values = names.map((name) => Number.parseFloat(row.querySelector(`[name="${name}"]`).value))
  if (!values.every(Number.isFinite)) return undefined
  const [x, y, width, height] = values
  return { x, y, width, height }
}

/** Into the first empty row, or a new one. */
function write(list, box) {
  let row = rowsOf(list).find((one) => [...one.querySelectorAll('input')].every(({ value }) => value === ''))
  if (!row) {
    row = rowsOf(list)[0].cloneNode(true)
    list.append(row)
  }
  for (const name of names) row.querySelector(`[name="${name}"]`).value = box[name].toFixed(2)
}

function pointOf(canvas, event) {
  const { left, top, width, height } = canvas.getBoundingClientRect()
  const within = (value) => Math.min(100, Math.max(0, value * 100))
  return { x: within((event.clientX - left) / width), y: within((event.clientY - top) / height) }
}

const between = (one, other) => ({
  x: Math.min(one.x, other.x),
  y: Math.min(one.y, other.y),
  width: Math.abs(one.x - other.x),
  height: Math.abs(one.y - other.y),
})

function paint(canvas, boxes) {
  const { width, height } = canvas.parentElement.getBoundingClientRect()
  canvas.width = width * devicePixelRatio
  canvas.height = height * devicePixelRatio
  const brush = canvas.getContext('2d')
  brush.fillStyle = 'rgb(28 28 28 / 85%)'
  brush.strokeStyle = '#ffd84d'
  brush.lineWidth = 2 * devicePixelRatio
  for (const box of boxes) {
    const part = [box.x * canvas.width, box.y * canvas.height, box.width * canvas.width, box.height * canvas.height]
    const [left, top, wide, high] = part.map((value) => value / 100)
    brush.fillRect(left, top, wide, high)
    brush.strokeRect(left, top, wide, high)
  }
}
