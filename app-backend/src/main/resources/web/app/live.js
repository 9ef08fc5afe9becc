import { countdown, money, power, timeLike } from './format.js';

const SAY_MS = 20000;
const REFRESH_MS = 2000;
const SILENT_MS = 25000;

let lastHeard = Date.now();
let lastSaid = 0;
let refreshing;

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const write = (selector, text, root = document) =>
  all(selector, root).forEach((element) => {
    if (element.textContent !== text) element.textContent = text;
  });

function connection(text) {
  write('[data-connection]', text);
}

function clock(instant) {
  all('[data-clock]').forEach((element) => {
    element.textContent = timeLike(element, instant);
    element.dateTime = instant;
  });
  all('[data-countdown]').forEach((element) => {
    const { start, end } = element.dataset;
    element.textContent = countdown(new Date(start), new Date(end), new Date(instant));
  });
}

// A reading is news of the time too, and comes sooner than the next heartbeat.
function clockFrom(now) {
  const shown = document.querySelector('[data-clock]');
  if (shown && new Date(now.at) > new Date(shown.dateTime)) clock(now.at);
}

function showPower(now) {
  clockFrom(now);
  if (!document.getElementById('power')) {
    refresh();
    return;
  }
  ['gridW', 'solarW', 'batteryW', 'homeW'].forEach((key) => {
    if (now[key] != null) write(`[data-watts="${key}"]`, power(now[key]));
  });
  Object.entries(now.words).forEach(([part, words]) => write(`[data-words="${part}"]`, words));
  if (now.batteryPermille != null) write('[data-charge]', `${Math.floor(now.batteryPermille / 10)} %`);
  const read = document.querySelector('[data-read]');
  let time = '';
  if (read) {
    time = timeLike(read, now.at);
    read.textContent = time;
    read.dateTime = now.at;
  }
  document.querySelector('pw-flow')?.show(now);
  document.querySelector('pw-chart')?.add?.(now.at, time, [now.gridW, now.solarW, now.homeW]);
  if (Date.now() - lastSaid > SAY_MS) {
    lastSaid = Date.now();
    write('[data-said]', `${now.words.grid}, ${power(now.gridW)}. Home ${now.words.home} ${power(now.homeW)}.`);
  }
}

function showZone(now) {
  clockFrom(now);
  const card = document.querySelector(`[data-zone="${CSS.escape(now.zone)}"]`);
  if (!card || !card.querySelector('[data-net]')) {
    refresh();
    return;
  }
  write('[data-net]', power(now.netW), card);
  write('[data-net-words]', now.netW >= 0 ? 'drawn from upstream' : 'fed upstream', card);
  write('[data-solar]', power(now.solarW), card);
  write('[data-battery]', power(now.batteryW), card);
  write('[data-battery-words]', now.batteryW >= 0 ? 'charging' : 'discharging', card);
  write('[data-homes]', String(now.homes), card);
  write('[data-missing]', String(now.missing), card);
  const clockElement = document.querySelector('[data-clock]');
  card.querySelector('pw-chart')?.add?.(now.at, timeLike(clockElement, now.at), [now.netW]);
}

// The page again from the server, and of it the parts that may change: one rendering for first view and live. By the
// page's own address: after a form was refused, location is where the form was sent to.
function refresh() {
  refreshing ??= setTimeout(async () => {
    try {
      const answer = await fetch(document.body.dataset.page, { headers: { 'X-Requested-With': 'JavaScript' } });
      if (!answer.ok) {
        connection('Signed out. Reload the page to sign in again.');
        return;
      }
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (!document.getElementById('power') && fresh.getElementById('power')) {
        location.assign(document.body.dataset.page);
        return;
      }
      const known = new Set(all('.trade').map((element) => element.id));
      all('[data-refresh]').forEach((old) => {
        const next = fresh.getElementById(old.id);
        if (!next || old.contains(document.activeElement)) return;
        all('details[open]', old).forEach((open) => {
          const same = open.id && next.querySelector(`#${CSS.escape(open.id)}`);
          if (same) same.open = true;
        });
        all('pw-delivery', next).forEach((element) => {
          const running = old.querySelector(`pw-delivery[event="${element.getAttribute('event')}"]`);
          if (running) element.replaceWith(running);
        });
        old.replaceWith(document.adoptNode(next));
      });
      if (known.size > 0) {
        all('.trade').filter((element) => !known.has(element.id)).forEach((element) => element.classList.add('fresh'));
      }
      all('pw-chart').forEach((chart) => chart.redraw?.());
    } catch {
      connection('No connection; trying again.');
    } finally {
      refreshing = undefined;
    }
  }, REFRESH_MS);
}

export function follow(stream) {
  if (!stream) return;
  const source = new EventSource(`/api/v1/live/${stream}`);
  const on = (kind, act) =>
    source.addEventListener(kind, (message) => {
      lastHeard = Date.now();
      connection('');
      act(JSON.parse(message.data));
    });
  on('snapshot', (snapshot) => {
    clock(snapshot.marketTime);
    if (snapshot.power) showPower(snapshot.power);
    snapshot.zones?.forEach(showZone);
    refresh();
  });
  on('heartbeat', (beat) => clock(beat.marketTime));
  on('power', showPower);
  on('zone', showZone);
  on('balance', (balance) => {
    write('[data-balance]', money(balance.availableNano));
    refresh();
  });
  ['trades', 'call', 'event', 'zones'].forEach((kind) => on(kind, refresh));
  source.onerror = () => {
    connection(
      source.readyState === EventSource.CLOSED
        ? 'Signed out. Reload the page to sign in again.'
        : 'No connection; trying again.',
    );
  };
  setInterval(() => {
    if (Date.now() - lastHeard > SILENT_MS) connection('Nothing heard lately; values may be old.');
  }, 5000);
}
