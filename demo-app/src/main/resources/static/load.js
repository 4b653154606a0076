// "Feel it": the same load on every path in turn, drawn as the answers come in.

import { redrawn } from './picture.js';
import { compress, offers, sample } from './service.js';
import { Lane, Scale } from './lane.js';

const CLIENTS = 5;
const SECONDS = secondsAskedFor() ?? 5; // of each way; ?seconds=1 in the address makes it short
const PATIENCE = 15;
const WARM_UP = Math.min(1.5, SECONDS);
const MOST_REQUESTS = 2000;
const SIDE = 128;
const RANK = 20;

const MODES = [
  { name: 'unlimited', path: 'compress/unlimited', code: 'no annotation' },
  { name: 'limited', path: 'compress', code: '@ThreadpoolLimits(blas = 1)' },
  { name: 'share', path: 'compress/share', code: '@ThreadpoolLimits(blas = SHARE)' },
];

const byId = id => document.getElementById(id);
let stop = null;

export function start() {
  byId('load-start').addEventListener('click', feelIt);
  byId('load-stop').addEventListener('click', () => stop?.abort());
}

async function feelIt() {
  stop = new AbortController();
  setRunning(true);
  try {
    const lanes = await prepare();
    const picture = await redrawn(await createImageBitmap(await sample()), SIDE);
    say('Warming up');
    await warmUp(picture, stop.signal);
    for (const lane of lanes) {
      say(`Running ${lane.mode.name}`);
      await run(lane, picture, stop);
    }
    say('Done');
    judge(lanes);
  } catch (problem) {
    say(problem.name === 'AbortError' ? 'Stopped' : problem.message);
  } finally {
    stop.abort();
    setRunning(false);
  }
}

async function prepare() {
  const offered = await Promise.all(MODES.map(mode => offers(mode.path)));
  const scale = new Scale(SECONDS);
  const lanes = MODES.filter((_, i) => offered[i]).map(mode => new Lane(mode, scale));
  byId('lanes').replaceChildren(...lanes.map(lane => lane.element));
  byId('verdict').hidden = true;
  return lanes;
}

/** The first requests load OpenBLAS and meet Java code that is not yet compiled. */
async function warmUp(picture, signal) {
  const end = performance.now() + WARM_UP * 1000;
  do {
    await compress('compress', picture, RANK, signal);
  } while (performance.now() < end);
}

/** No new request after some seconds; the last answers are waited for, but not for ever. */
async function run(lane, picture, stop) {
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const timer = setTimeout(giveUp, (SECONDS + PATIENCE) * 1000);
  stop.signal.addEventListener('abort', giveUp);
  lane.begin();
  try {
    await Promise.all(Array.from({ length: CLIENTS }, () => client(lane, picture, patience.signal)));
  } catch (problem) {
    giveUp();
    if (problem.name !== 'AbortError' || stop.signal.aborted) {
      throw problem;
    }
  } finally {
    clearTimeout(timer);
    lane.end();
  }
}

async function client(lane, picture, signal) {
  while (lane.seconds() < SECONDS && lane.started < MOST_REQUESTS) {
    const request = lane.send();
    await compress(lane.mode.path, picture, RANK, signal);
    lane.answer(request);
  }
}

function secondsAskedFor() {
  const seconds = Number(new URLSearchParams(location.search).get('seconds'));
  return seconds > 0 && seconds <= 60 ? seconds : null;
}

function judge(lanes) {
  const [unlimited, ...others] = lanes;
  const best = others.reduce((a, b) => b.rate() > a.rate() ? b : a);
  const factor = best.rate() / unlimited.rate();
  const name = best.mode.name[0].toUpperCase() + best.mode.name.slice(1);
  byId('verdict').textContent = Number.isFinite(factor)
    ? `${name} answered ${factor.toFixed(factor < 10 ? 1 : 0)} times as many requests a second as unlimited.`
    : `${name} answered ${best.rate().toFixed(1)} requests a second; unlimited answered none in ${unlimited.seconds().toFixed(0)} seconds.`;
  byId('verdict').hidden = false;
}

function setRunning(running) {
  byId('load-start').disabled = running;
  byId('load-stop').disabled = !running;
  (running ? byId('load-stop') : byId('load-start')).focus({ preventScroll: true });
}

function say(words) {
  byId('load-state').textContent = words;
}
