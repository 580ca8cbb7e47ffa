// A USB scanner types what it reads, faster than anybody, and ends with Enter. Wherever the cursor stands, that goes into
// the field for codes; a burst into another field (the end of a phone number) is taken out of it again.

const field = document.querySelector('form.scan-form input[name="read"]')
const gapMilliseconds = 60
const lettersMin = 8

let burst = ''
let last = 0
let before

if (field) document.addEventListener('keydown', listen, true)

function listen(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return
  const isQuick = event.timeStamp - last < gapMilliseconds
  last = event.timeStamp
  if (event.key === 'Enter') {
    if (isQuick && burst.length >= lettersMin && document.activeElement !== field) take(event)
    burst = ''
  } else if (event.key.length === 1) {
    if (!isQuick) start(event.target)
    burst += event.key
  }
}

function start(target) {
  burst = ''
  before = 'value' in target ? { target, value: target.value } : undefined
}

function take(event) {
  event.preventDefault()
  event.stopPropagation()
  if (before) before.target.value = before.value
  field.value = burst
  field.form.requestSubmit()
}
