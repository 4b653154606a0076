// The same load on every path in turn, drawn as the answers come in.

import { redrawn } from './picture.js';
import { compress, offers, sample } from './service.js';
import { onPools, summary } from './pools.js';
import { Lane, Scale } from './lane.js';
import { WAYS } from './ways.js';
import * as verdict from './verdict.js';

const CLIENTS = 5;
const SECONDS = secondsAskedFor() ?? 5; // of each way; ?seconds=1 in the address makes it short
const PATIENCE = 15;
const LATE = 60;
const WARM_UP = Math.min(1.5, SECONDS);
const MOST_REQUESTS = 2000;
const SIDE = 128;
const RANK = 20;

const byId = id => document.getElementById(id);
let lanes = [];
let stop = null;

export function start() {
  byId('load-start').textContent = `Start the load, ${WAYS.length} × ${SECONDS} s`;
  byId('load-start').addEventListener('click', runAll);
  byId('load-stop').addEventListener('click', () => stop?.abort());
  onPools(pools => {
    lanes.forEach(lane => lane.see(pools));
    byId('load-pool').textContent = summary(pools);
  });
  verdict.start();
  show(WAYS);
}

async function runAll() {
  stop = new AbortController();
  setRunning(true);
  verdict.clear();
  try {
    lanes = await prepare();
    const picture = await redrawn(await createImageBitmap(await sample()), SIDE);
    say('Warming up');
    await warmUp(picture, stop.signal);
    for (const [i, lane] of shuffled(lanes).entries()) {
      say(`Running ${lane.way.name}, ${i + 1} of ${lanes.length}`);
      await run(lane, picture, stop);
    }
    say('Done');
    verdict.judge(lanes);
  } catch (problem) {
    say(problem.name === 'AbortError' ? 'Stopped' : problem.message);
    verdict.judge(lanes, 'Stopped early. ');
  } finally {
    stop.abort();
    setRunning(false);
  }
}

async function prepare() {
  lanes = [];
  const offered = await Promise.all(WAYS.map(way => offers(way.path)));
  byId('lanes').classList.add('begun');
  return show(WAYS.filter((_, i) => offered[i]));
}

function show(ways) {
  const scale = new Scale(SECONDS);
  const shown = ways.map(way => new Lane(way, scale));
  byId('lanes').replaceChildren(...shown.map(lane => lane.element));
  return shown;
}

/** The first requests load OpenBLAS and meet Java code that is not yet compiled. */
async function warmUp(picture, signal) {
  const end = performance.now() + WARM_UP * 1000;
  do {
    await compress('compress', picture, RANK, signal);
  } while (performance.now() < end);
}

/** No new request after some seconds. The last answers are waited for: first as this lane's, then lest they slow the next. */
async function run(lane, picture, stop) {
  const late = new AbortController();
  stop.signal.addEventListener('abort', () => late.abort());
  lane.begin();
  const answers = Promise.all(Array.from({ length: CLIENTS }, () => client(lane, picture, late.signal)));
  try {
    await within(SECONDS + PATIENCE, answers);
    lane.end();
    if (lane.givenUp() > 0) {
      say(`Waiting for late answers of ${lane.way.name}`);
      await within(LATE, drain(answers, picture, late.signal));
    }
  } finally {
    lane.end();
    late.abort();
  }
}

/** A limited request beside them helps: its limit holds for the whole process, so the late ones no longer fight each other. */
async function drain(answers, picture, signal) {
  let open = true;
  answers.catch(() => {}).finally(() => open = false);
  while (open) {
    await compress('compress', picture, RANK, signal);
  }
}

async function client(lane, picture, signal) {
  while (lane.seconds() < SECONDS && lane.started < MOST_REQUESTS) {
    const request = lane.send();
    await compress(lane.way.path, picture, RANK, signal);
    lane.answer(request);
  }
}

async function within(seconds, promise) {
  let timer;
  const over = new Promise(resolve => timer = setTimeout(resolve, seconds * 1000));
  try {
    await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}

function shuffled(list) {
  const drawn = [...list];
  for (let i = drawn.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [drawn[i], drawn[j]] = [drawn[j], drawn[i]];
  }
  return drawn;
}

function secondsAskedFor() {
  const seconds = Number(new URLSearchParams(location.search).get('seconds'));
  return seconds > 0 && seconds <= 60 ? seconds : null;
}

function setRunning(running) {
  byId('load').classList.toggle('running', running);
  byId('load-start').disabled = running;
  byId('load-stop').disabled = !running;
  (running ? byId('load-stop') : byId('load-start')).focus({ preventScroll: true });
}

function say(words) {
  byId('load-state').textContent = words;
}
