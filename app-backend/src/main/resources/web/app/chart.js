import { LitElement, html } from 'lit';

const STYLES = {
  grid: { colour: '--grid', type: 'solid' },
  solar: { colour: '--solar', type: 'dashed' },
  home: { colour: '--home', type: 'dotted' },
};
const REDRAW_MS = 2000;

// Draws the table it belongs to. The table is the truth; without scripts it is all there is.
class Chart extends LitElement {
  static properties = { for: {}, unit: {}, label: {}, limit: { type: Number } };

  createRenderRoot() {
    return this;
  }

  render() {
    return html`<div class="canvas" role="img" aria-label="${this.label}; the same as a table below"></div>`;
  }

  async firstUpdated() {
    const { draw } = await import('./echarts.js');
    this.chart = draw(this.querySelector('.canvas'));
    this.redraw();
    this.resizes = new ResizeObserver(() => this.chart.resize());
    this.resizes.observe(this);
    this.darkness = window.matchMedia('(prefers-color-scheme: dark)');
    this.darkness.addEventListener('change', () => this.redraw());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.resizes?.disconnect();
    this.chart?.dispose();
  }

  table() {
    return document.getElementById(this.for);
  }

  /** Adds what was just heard to the table, a row per minute, and draws it soon. */
  add(at, time, watts) {
    const body = this.table()?.tBodies[0];
    if (!body) return;
    const minute = `${at.slice(0, 16)}:00Z`;
    let row = body.querySelector(`tr[data-at="${minute}"]`);
    if (!row) {
      row = body.insertRow();
      row.dataset.at = minute;
      const head = document.createElement('th');
      head.scope = 'row';
      head.textContent = time;
      row.append(head);
      watts.forEach(() => {
        row.insertCell().className = 'n';
      });
      while (body.rows.length > 61) body.deleteRow(0);
    }
    watts.forEach((value, i) => {
      const cell = row.cells[i + 1];
      cell.dataset.w = value ?? '';
      cell.textContent = value == null ? '–' : `${value < 0 ? '−' : ''}${Math.abs(value)} W`;
    });
    this.soon ??= setTimeout(() => this.redraw(), REDRAW_MS);
  }

  redraw() {
    clearTimeout(this.soon);
    this.soon = undefined;
    const table = this.table();
    if (!this.chart || !table) return;
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const rows = [...table.tBodies[0].rows];
    const series = heads
      .map((head, i) => ({
        name: head.textContent,
        kind: head.dataset.series,
        data: rows
          .filter((row) => row.cells[i + 1].dataset.w !== '')
          .map((row) => [row.dataset.at, Number(row.cells[i + 1].dataset.w) / 1000]),
      }))
      .filter((one) => one.data.length > 0)
      .map((one) => ({
        ...one,
        type: 'line',
        showSymbol: false,
        animation: false,
        lineStyle: { width: 2.5, type: STYLES[one.kind].type },
        itemStyle: { color: colour(STYLES[one.kind].colour) },
        markLine:
          this.limit && one.kind === 'grid'
            ? { silent: true, symbol: 'none', data: [{ yAxis: this.limit / 1000, name: 'limit' }] }
            : undefined,
      }));
    const text = { color: colour('--soft') };
    const line = { lineStyle: { color: colour('--line') } };
    const labels = new Map(rows.map((row) => [new Date(row.dataset.at).getTime(), row.cells[0].textContent]));
    this.chart.setOption(
      {
        animation: false,
        grid: { left: 44, right: 12, top: 34, bottom: 26 },
        legend: { top: 0, textStyle: text, itemWidth: 28 },
        tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: (kw) => `${kw.toFixed(2)} ${this.unit}` },
        xAxis: { type: 'time', axisLabel: { ...text, formatter: (at) => labels.get(at) ?? '' }, axisLine: line },
        yAxis: { type: 'value', name: this.unit, nameTextStyle: text, axisLabel: text, splitLine: line },
        series,
      },
      true,
    );
  }
}
customElements.define('pw-chart', Chart);
