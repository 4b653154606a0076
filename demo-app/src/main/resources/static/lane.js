// One way of limiting: its requests, its numbers and its drawing; the lanes of one run share their scales.

import { Plot } from './plot.js';
import { PoolSpan } from './pool-span.js';

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
  #plot;
  #pools = new PoolSpan();

  constructor(way, scale) {
    this.way = way;
    this.#scale = scale;
    scale.lanes.push(this);
    this.element = template.content.firstElementChild.cloneNode(true);
    this.element.classList.add(way.name);
    this.#find('h3').textContent = this.title();
    this.#find('code').textContent = way.code;
    this.#find('.means').textContent = way.means;
    this.#plot = new Plot(this.#find('svg'));
    this.redraw();
  }

  title() {
    return this.way.name[0].toUpperCase() + this.way.name.slice(1);
  }

  begin() {
    this.#begun = performance.now();
    this.#timer = setInterval(() => this.#show(), 200);
    this.element.classList.add('now');
  }

  send() {
    const request = { at: performance.now() };
    this.started++;
    this.#open.add(request);
    return request;
  }

  answer(request) {
    if (this.#ended !== null) {
      return; // it was given up
    }
    this.#open.delete(request);
    const answer = { second: this.seconds(), latency: performance.now() - request.at };
    this.#answers.push(answer);
    this.#scale.reach(answer.second);
    this.#plot.add(answer);
  }

  end() {
    if (this.#ended !== null) {
      return;
    }
    clearInterval(this.#timer);
    this.#ended = performance.now();
    this.element.classList.remove('now');
    this.#show();
  }

  /** What the pools were like at one moment of this run. */
  see(pools) {
    if (this.#begun !== null && this.#ended === null) {
      this.#pools.see(pools);
    }
  }

  seconds() {
    return this.#begun === null ? 0 : ((this.#ended ?? performance.now()) - this.#begun) / 1000;
  }

  answered() {
    return this.#answers.length;
  }

  givenUp() {
    return this.#ended === null ? 0 : this.#open.size;
  }

  rate() {
    return this.#answers.length === 0 ? 0 : this.#answers.length / this.seconds();
  }

  redraw() {
    this.#plot.redraw(this.#answers, this.#scale.seconds);
  }

  drawRate() {
    this.#find('.rate b').textContent = perSecond(this.rate());
    this.#find('.meter i').style.width = `${100 * this.rate() / (this.#scale.fastest() || 1)}%`;
  }

  #show() {
    this.#scale.lanes.filter(lane => lane.started > 0).forEach(lane => lane.drawRate());
    const percentiles = [0.5, 0.9, 0.99].map(share => this.#percentile(share));
    this.element.querySelectorAll('dd').forEach((dd, i) => dd.textContent = duration(percentiles[i]));
    this.#find('.progress').textContent = this.#progress();
    this.#find('.pool-now').textContent = this.#pools.words();
    this.#plot.describe(`${this.#answers.length} answers, half of them within ${duration(percentiles[0])}`);
    if (this.#answers.length > 0) {
      this.#plot.drawMedian(percentiles[0]);
    }
  }

  #percentile(share) {
    const sorted = this.#answers.map(answer => answer.latency).sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }

  #progress() {
    const answered = `${this.#answers.length} answered in ${this.seconds().toFixed(1)} s`;
    if (this.#ended !== null) {
      return this.#open.size === 0 ? answered : `${answered}, ${this.#open.size} given up`;
    }
    const oldest = Math.min(...[...this.#open].map(request => request.at));
    return `${answered}, ${this.#open.size} waiting, the longest for ${duration(performance.now() - oldest)}`;
  }

  #find(selector) {
    return this.element.querySelector(selector);
  }
}

export function perSecond(rate) {
  return rate.toFixed(rate < 10 ? 1 : 0);
}

function duration(milliseconds) {
  if (!Number.isFinite(milliseconds)) {
    return '–';
  }
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
