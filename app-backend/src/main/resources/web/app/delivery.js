import { LitElement, html, nothing } from 'lit';
import { power } from './format.js';

const LOOK_AGAIN_MS = 3000;

// Requested against delivered of a call that runs.
class Delivery extends LitElement {
  static properties = { event: {}, target: { type: Number }, live: { state: true }, away: { state: true } };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.look(), LOOK_AGAIN_MS);
    this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async look() {
    try {
      const answer = await fetch(`/api/v1/events/${this.event}/live`, { headers: { 'X-Requested-With': 'JavaScript' } });
      if (answer.ok) {
        this.live = await answer.json();
        this.away = undefined;
      } else {
        this.away = (await answer.json().catch(() => ({}))).detail ?? `not available (${answer.status})`;
      }
    } catch {
      this.away = 'not available: no connection';
    }
  }

  bar(label, kind, watts, most) {
    const width = most > 0 ? Math.max(0, Math.min(100, (100 * watts) / most)) : 0;
    return html`<div class="bar">
      <span>${label}</span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="fill-${kind}" width=${width} height="10"></rect>
      </svg>
      <b data-bar=${kind}>${watts == null ? '–' : `${watts < 0 ? '−' : ''}${power(watts)}`}</b>
    </div>`;
  }

  render() {
    const requested = this.live?.requestedW ?? this.target;
    const expected = this.live?.expectedW;
    const delivered = this.live?.deliveredW;
    const most = Math.max(requested, expected ?? 0, delivered ?? 0);
    return html`${this.bar('Requested', 'asked', requested, most)}
      ${expected == null ? nothing : this.bar('Expected', 'expected', expected, most)}
      ${this.bar('Delivered', 'got', delivered, most)}
      ${this.away ? html`<p class="missing">Delivered: ${this.away}</p>` : nothing}`;
  }
}
customElements.define('pw-delivery', Delivery);
