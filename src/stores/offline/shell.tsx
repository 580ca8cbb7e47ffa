import { LinkButton, Submit } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'

/**
 * The counter for dead spots. A device keeps this page, so it says nothing of anybody: its script fills it with what the
 * device has. Without script it leads to the counter.
 */
export function OfflineCounter() {
  const t = useT()
  return (
    <>
      <section id="not-ready" class="empty" hidden>
        <p class="empty-title">{t('这台设备还不能断网发放', 'This device is not ready for dead spots')}</p>
        <p>
          {t(
            '请在有网络时由管理员登录并打开一次柜台，以后没有网络也能发放。',
            'A keeper has to sign in and open the counter once with network. After that it works without.',
          )}
        </p>
        <p class="actions">
          <LinkButton href="/counter">{t('打开柜台', 'Open the counter')}</LinkButton>
        </p>
      </section>
      <noscript>
        <p class="actions">
          <LinkButton href="/counter">{t('打开柜台', 'Open the counter')}</LinkButton>
        </p>
      </noscript>
      <div id="counter" class="stack" hidden>
        <header class="page-head">
          <h1 id="store-name">{t('柜台', 'Counter')}</h1>
        </header>
        <p class="offline-strip">
          <span id="line" role="status" data-tone="warn">
            {t('没有网络。照常扫码，先记在这台设备上。', 'No network. Scan as usual: it is kept on this device.')}
          </span>{' '}
          <a id="back" href="/counter" hidden>
            {t('回到柜台', 'Back to the counter')}
          </a>
        </p>
        <div class="field" hidden>
          <label for="store">{t('现在在哪家超市', 'At which store')}</label>
          <select id="store" />
        </div>
        <form id="scan" class="stack scan-form" method="post" action="/counter/scans">
          <label for="read">{t('扫取货码', 'Scan the pickup code')}</label>
          <div class="row scan-row">
            <input id="read" name="read" autocomplete="off" autofocus required />
            <Submit>{t('查询', 'Look up')}</Submit>
          </div>
          <div data-scan="#read" />
        </form>
        <div id="result" class="stack" aria-live="polite" />
        <section class="stack">
          <div class="row kept-head">
            <h2>{t('这台设备断网时交出的', 'Handed over on this device')}</h2>
            <button type="button" id="send" class="button quiet" hidden />
          </div>
          <p id="kept-none" class="muted">
            {t('还没有。', 'Nothing yet.')}
          </p>
          <ul id="kept" class="list" />
        </section>
      </div>
    </>
  )
}
