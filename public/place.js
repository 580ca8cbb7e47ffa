// Adds the position to forms that can use it. Without permission, or without this script, the form goes as it is.

const patienceMilliseconds = 6000

for (const { form } of document.querySelectorAll('input[data-place]')) {
  let asked = false
  form.addEventListener('submit', (event) => {
    if (asked || !navigator.geolocation) return
    asked = true
    event.preventDefault()
    const send = () => form.requestSubmit(event.submitter ?? undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.latitude.value = coords.latitude
        form.elements.longitude.value = coords.longitude
        send()
      },
      send,
      { enableHighAccuracy: true, timeout: patienceMilliseconds, maximumAge: 30_000 },
    )
  })
}
