// A certificate's QR code opens this page with the token behind `#`, which a browser never sends. It is put into the form
// and checked at once, and taken out of the address, so that it stays in no history.
const token = location.hash.slice(1)
const field = document.querySelector('#token')
if (token.length > 20 && field) {
  history.replaceState(null, '', location.pathname)
  field.value = token
  field.form.requestSubmit()
}
