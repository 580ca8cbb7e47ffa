// Without a network, a page that says so in place of the browser's error. Everything else is left alone.

const name = 'offline-1'
const files = ['/static/offline.html', '/static/style.css', '/static/icon.svg']

addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)))
})

addEventListener('fetch', (event) => {
  const { request } = event
  if (request.mode === 'navigate' && request.method === 'GET') {
    event.respondWith(fetch(request).catch(() => caches.match(files[0])))
  } else if (files.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request, { ignoreSearch: true })))
  }
})
