import { LitElement, html, svg, nothing } from 'lit';
import { power } from './format.js';

const NOTHING = 10;

// The picture of what flows where. Decoration: the tiles below it say the same in words, so it is hidden from readers.
class Flow extends LitElement {
  static properties = {
    grid: { type: Number },
    solar: { type: Number },
    battery: { type: Number },
    home: { type: Number },
    charge: { type: Number },
  };

  createRenderRoot() {
    return this;
  }

  show(now) {
    this.grid = now.gridW;
    this.solar = now.solarW;
    this.battery = now.batteryW;
    this.home = now.homeW;
    this.charge = now.batteryPermille;
  }

  // Drawn from a node to the middle; back is from the middle to the node.
  wire(path, name, watts, toMiddle) {
    const flows = Math.abs(watts ?? 0) >= NOTHING;
    const back = toMiddle ? '' : 'back';
    const slow = Math.abs(watts ?? 0) < 500 ? 'slow' : '';
    return svg`<path class="wire" d=${path} />
      ${flows ? svg`<path class="current stroke-${name} ${back} ${slow}" d=${path} />` : nothing}`;
  }

  node(x, y, name, label, watts) {
    return svg`<circle class="stroke-${name}" cx=${x} cy=${y} r="41" />
      <text class="name" x=${x} y=${y - 6}>${label}</text>
      <text class="value" x=${x} y=${y + 15}>${power(watts)}</text>`;
  }

  render() {
    const sun = this.solar != null;
    const store = this.battery != null;
    const top = sun ? 0 : 90;
    const height = 300 - top - (store ? 0 : 90);
    return html`<svg viewBox="0 ${top} 380 ${height}" focusable="false">
      ${this.wire('M 93 150 H 190', 'grid', this.grid, this.grid > 0)}
      ${this.wire('M 287 150 H 190', 'home', this.home, false)}
      ${sun ? this.wire('M 190 88 V 150', 'solar', this.solar, true) : nothing}
      ${store ? this.wire('M 190 212 V 150', 'battery', this.battery, this.battery < 0) : nothing}
      ${this.node(52, 150, 'grid', 'Grid', this.grid ?? 0)}
      ${this.node(328, 150, 'home', 'Home', this.home ?? 0)}
      ${sun ? this.node(190, 46, 'solar', 'Solar', this.solar) : nothing}
      ${store
        ? this.node(190, 254, 'battery', this.charge == null ? 'Battery' : `${Math.floor(this.charge / 10)} %`, this.battery)
        : nothing}
    </svg>`;
  }
}
customElements.define('pw-flow', Flow);
