// Adds the position to a form that can use it. Without permission, or without this script, the form goes as it is.

const patienceMilliseconds = 6000

for (const form of document.querySelectorAll('form[data-place]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.asked || !navigator.geolocation) return
    form.dataset.asked = '1'
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
