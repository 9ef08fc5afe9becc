// Numbers as the server writes them, so that a live value looks like the one it replaces.
export function power(watts) {
  const value = Math.abs(watts);
  return value < 1000 ? `${Math.round(value)} W` : `${(value / 1000).toFixed(1)} kW`;
}

export function money(nano) {
  const euro = (Math.abs(nano) / 1e9).toFixed(4);
  return `${nano < 0 && Number(euro) !== 0 ? '−' : ''}€ ${euro}`;
}

/** In the zone the server shows times in, read off a time it rendered: market time has no zone of the browser's. */
export function timeLike(element, instant) {
  const shown = element.textContent.trim().split(':').map(Number);
  const at = new Date(element.dateTime);
  const offset = shown[0] * 60 + shown[1] - (at.getUTCHours() * 60 + at.getUTCMinutes());
  const local = new Date(new Date(instant).getTime() + offset * 60000);
  return local.toISOString().slice(11, 16);
}

/** As the server writes it (Texts.countdown); times are market time. */
export function countdown(start, end, now) {
  const minutes = (to) => `${Math.ceil((to - now) / 60000)} min`;
  if (now < start) return `Begins in ${minutes(start)}.`;
  return now < end ? `Runs for another ${minutes(end)}.` : 'Is over.';
}
