// Draws the requests of a lane. Time goes right, latency up on a logarithmic scale.

const BOX = { left: 56, right: 314, top: 8, bottom: 150 };
const FASTEST = 3;
const SLOWEST = 30000;
const TICKS = [[10, '10 ms'], [100, '100 ms'], [1000, '1 s'], [10000, '10 s']];

export class Plot {
  #svg;
  #seconds = 1;

  constructor(svg) {
    this.#svg = svg;
    for (const [latency, words] of TICKS) {
      svg.append(shape('line', { class: 'grid', x1: BOX.left, x2: BOX.right, y1: height(latency), y2: height(latency) }));
      svg.append(shape('text', { x: BOX.left - 4, y: height(latency) + 4, 'text-anchor': 'end' }, words));
    }
    svg.append(shape('text', { x: BOX.left, y: BOX.bottom + 16 }, '0 s'));
    svg.append(shape('text', { class: 'span', x: BOX.right, y: BOX.bottom + 16, 'text-anchor': 'end' }));
    svg.append(shape('g', { class: 'dots' }));
    svg.append(shape('line', { class: 'median', visibility: 'hidden' }));
  }

  redraw(answers, seconds) {
    this.#seconds = seconds;
    this.#find('.span').textContent = `${seconds} s`;
    this.#find('.dots').replaceChildren(...answers.map(answer => this.#dot(answer)));
  }

  add(answer) {
    this.#find('.dots').append(this.#dot(answer));
  }

  drawMedian(latency) {
    const y = height(latency);
    place(this.#find('.median'), { x1: BOX.left, x2: BOX.right, y1: y, y2: y, visibility: 'visible' });
  }

  describe(words) {
    this.#svg.setAttribute('aria-label', words);
  }

  #dot({ second, latency }) {
    const x = BOX.left + (BOX.right - BOX.left) * second / this.#seconds;
    return shape('circle', { cx: x, cy: height(latency), r: 2.5 });
  }

  #find(selector) {
    return this.#svg.querySelector(selector);
  }
}

function height(latency) {
  const share = Math.log(latency / FASTEST) / Math.log(SLOWEST / FASTEST);
  return BOX.bottom - (BOX.bottom - BOX.top) * Math.min(1, Math.max(0, share));
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
