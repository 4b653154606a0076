// The live panel: what the native pools do, from the actuator.

import { Away, threadpools } from './service.js';

const EVERY = 1000;
const MOST_CELLS = 64;
const byId = id => document.getElementById(id);
const count = new Intl.NumberFormat('en');
const REACHES = {
  process: 'Reach process: a limit holds for all threads of the process.',
  thread: 'Reach thread: a limit holds for the thread that sets it.',
};
const listeners = [];

/** Tells what the endpoint answers, every time. */
export function onPools(listener) {
  listeners.push(listener);
}

export async function start() {
  for (;;) {
    if (!document.hidden) {
      await refresh();
    }
    await new Promise(resolve => setTimeout(resolve, EVERY));
  }
}

async function refresh() {
  try {
    const answer = await threadpools();
    show(answer);
    listeners.forEach(listener => listener(answer));
    setState('live', 'live');
  } catch (problem) {
    setState('lost', problem instanceof Away ? 'no answer' : 'not available');
    if (!(problem instanceof Away)) {
      sayInstead(`${problem.message} Is the endpoint exposed? management.endpoints.web.exposure.include=threadpools`);
    }
  }
}

function show({ processors = {}, pools = [], scopes = {}, warnings = [] }) {
  if (pools.length === 0) {
    sayInstead('No native pool yet: OpenBLAS is loaded by the first picture.');
  } else {
    byId('pools-list').replaceChildren(...pools.map(pool => card(pool, processors.available)));
  }
  byId('pools-reach').textContent = [...new Set(pools.map(pool => REACHES[pool.reach]))].filter(Boolean).join(' ');
  byId('pools-twice').hidden = pools.filter(pool => pool.internalApi === 'openblas').length !== 2;
  byId('pools-processors').textContent = processors.available === processors.online
    ? processors.available ?? '–' : `${processors.available} of ${processors.online}`;
  byId('pools-open').textContent = count.format(scopes.open ?? 0);
  byId('pools-opened').textContent = count.format(scopes.opened ?? 0);
  byId('pools-warnings').replaceChildren(...warnings.map(warning => text('li', warning)));
  byId('pools-warnings').hidden = warnings.length === 0;
}

function card(pool, processors) {
  const card = byId('pool-template').content.cloneNode(true);
  const file = pool.filepath?.split('/').pop();
  card.querySelector('h3').textContent = file ?? pool.prefix;
  card.querySelector('b').textContent = pool.numThreads ?? '–';
  card.querySelector('.threads span').textContent = threads(pool);
  card.querySelector('.cells').append(...cells(pool, processors));
  card.querySelector('.hint').textContent = about(pool);
  return card;
}

function threads({ numThreads, baseline, openScopes = 0, cap }) {
  const noun = numThreads === 1 ? 'thread' : 'threads';
  const instead = baseline == null || numThreads === baseline ? '' : ` instead of ${baseline}`;
  const scopes = `${openScopes} open ${openScopes === 1 ? 'scope' : 'scopes'}`;
  const why = [openScopes > 0 && scopes, cap != null && `capped at ${cap} by an operator`].filter(Boolean);
  return `${noun}${instead}, ${why.length === 0 ? 'no limit now' : why.join(', ')}`;
}

/** All pools in one line, for where there is no room for the panel. */
export function summary({ pools = [], scopes = {} }) {
  const numbers = [...new Set(pools.map(pool => pool.numThreads ?? '–'))].join(' and ');
  return pools.length === 0 ? '' : `Pools: ${numbers} ${numbers === '1' ? 'thread' : 'threads'}, ${scopes.open ?? 0} open ${scopes.open === 1 ? 'scope' : 'scopes'}`;
}

/** One cell a thread; those that are more than there are processors stand out. */
function cells({ numThreads = 0, baseline = 0 }, processors = Infinity) {
  const all = Math.min(MOST_CELLS, Math.max(numThreads, baseline));
  return Array.from({ length: all }, (_, i) => {
    const cell = document.createElement('i');
    cell.classList.toggle('on', i < numThreads);
    cell.classList.toggle('over', i >= processors);
    return cell;
  });
}

function about({ internalApi, version, threadingLayer, reach, honoured }) {
  const parts = [[internalApi, version].filter(Boolean).join(' '), threadingLayer, reach && `reach: ${reach}`];
  return parts.filter(Boolean).join(' · ') + (honoured === false ? ' · does not follow its limit' : '');
}

function sayInstead(message) {
  const paragraph = text('p', message);
  paragraph.className = 'hint';
  byId('pools-list').replaceChildren(paragraph);
}

function setState(name, words) {
  byId('pools-state').className = `state ${name}`;
  byId('pools-state').textContent = words;
}

function text(tag, content) {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}
