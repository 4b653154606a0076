// One way of limiting: its requests, its numbers and its drawing. Time goes right, latency up on a logarithmic scale;
// the lanes of one run share their scales.

const BOX = { left: 46, right: 312, top: 8, bottom: 150 };
const FASTEST = 3;
const SLOWEST = 30000;
const TICKS = [[10, '10 ms'], [100, '100 ms'], [1000, '1 s'], [10000, '10 s']];
const template = document.getElementById('lane-template');

export class Scale {
  lanes = [];

  constructor(seconds) {
    this.seconds = seconds;
  }

  fastest() {
    return Math.max(...this.lanes.map(lane => lane.rate()));
  }

  reach(second) {
    if (second > this.seconds) {
      this.seconds = Math.ceil(second);
      this.lanes.forEach(lane => lane.redraw());
    }
  }
}

export class Lane {
  started = 0;
  #answers = [];
  #open = new Set();
  #begun = null;
  #ended = null;
  #timer = null;
  #scale;

  constructor(mode, scale) {
    this.mode = mode;
    this.#scale = scale;
    scale.lanes.push(this);
    this.element = template.content.firstElementChild.cloneNode(true);
    this.element.classList.add(mode.name);
    this.#find('h3').textContent = mode.name[0].toUpperCase() + mode.name.slice(1);
    this.#find('code').textContent = mode.code;
    this.#drawGrid();
  }

  begin() {
    this.#begun = performance.now();
    this.#timer = setInterval(() => this.#show(), 200);
  }

  send() {
    const request = { at: performance.now() };
    this.started++;
    this.#open.add(request);
    return request;
  }

  answer(request) {
    this.#open.delete(request);
    const answer = { second: this.seconds(), latency: performance.now() - request.at };
    this.#answers.push(answer);
    this.#scale.reach(answer.second);
    this.#find('.dots').append(this.#dot(answer));
  }

  end() {
    clearInterval(this.#timer);
    this.#ended = performance.now();
    this.#show();
  }

  seconds() {
    return this.#begun === null ? 0 : ((this.#ended ?? performance.now()) - this.#begun) / 1000;
  }

  rate() {
    return this.#answers.length === 0 ? 0 : this.#answers.length / this.seconds();
  }

  percentile(share) {
    const sorted = this.#answers.map(answer => answer.latency).sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }

  redraw() {
    this.#find('.span').textContent = `${this.#scale.seconds} s`;
    this.#find('.dots').replaceChildren(...this.#answers.map(answer => this.#dot(answer)));
  }

  drawRate() {
    this.#find('.rate b').textContent = this.rate().toFixed(this.rate() < 10 ? 1 : 0);
    this.#find('.meter i').style.width = `${100 * this.rate() / (this.#scale.fastest() || 1)}%`;
  }

  #show() {
    this.#scale.lanes.filter(lane => lane.started > 0).forEach(lane => lane.drawRate());
    const percentiles = [0.5, 0.9, 0.99].map(share => this.percentile(share));
    this.element.querySelectorAll('dd').forEach((dd, i) => dd.textContent = duration(percentiles[i]));
    this.#find('.progress').textContent = this.#progress();
    this.#find('svg').setAttribute('aria-label',
      `${this.#answers.length} answers, half of them within ${duration(percentiles[0])}`);
    if (this.#answers.length > 0) {
      const y = height(percentiles[0]);
      place(this.#find('.median'), { x1: BOX.left, x2: BOX.right, y1: y, y2: y, visibility: 'visible' });
    }
  }

  #progress() {
    const answered = `${this.#answers.length} answered in ${this.seconds().toFixed(1)} s`;
    if (this.#ended !== null) {
      return this.#open.size === 0 ? answered : `${answered}, ${this.#open.size} given up`;
    }
    const oldest = Math.min(...[...this.#open].map(request => request.at));
    return `${answered}, ${this.#open.size} waiting, the longest for ${duration(performance.now() - oldest)}`;
  }

  #drawGrid() {
    const svg = this.#find('svg');
    for (const [latency, words] of TICKS) {
      svg.append(shape('line', { class: 'grid', x1: BOX.left, x2: BOX.right, y1: height(latency), y2: height(latency) }));
      svg.append(shape('text', { x: BOX.left - 4, y: height(latency) + 4, 'text-anchor': 'end' }, words));
    }
    svg.append(shape('text', { x: BOX.left, y: BOX.bottom + 16 }, '0 s'));
    svg.append(shape('text', { class: 'span', x: BOX.right, y: BOX.bottom + 16, 'text-anchor': 'end' }));
    svg.append(shape('g', { class: 'dots' }));
    svg.append(shape('line', { class: 'median', visibility: 'hidden' }));
    this.redraw();
  }

  #dot({ second, latency }) {
    const x = BOX.left + (BOX.right - BOX.left) * second / this.#scale.seconds;
    return shape('circle', { cx: x, cy: height(latency), r: 2.5 });
  }

  #find(selector) {
    return this.element.querySelector(selector);
  }
}

function height(latency) {
  const share = Math.log(latency / FASTEST) / Math.log(SLOWEST / FASTEST);
  return BOX.bottom - (BOX.bottom - BOX.top) * Math.min(1, Math.max(0, share));
}

function duration(milliseconds) {
  if (!Number.isFinite(milliseconds)) {
    return '–';
  }
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function shape(name, attributes, words = '') {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  element.textContent = words;
  return place(element, attributes);
}

function place(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  return element;
}
