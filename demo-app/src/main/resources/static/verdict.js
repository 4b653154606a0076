// Says how the lanes compare, whole or in part, and what to write to have the same.

import { perSecond } from './lane.js';

const ENOUGH = 1.05; // below this the two are the same, as far as a few seconds can tell
const byId = id => document.getElementById(id);

export function start() {
  byId('copy').addEventListener('click', copy);
}

export function clear() {
  byId('verdict').hidden = true;
}

/** Of the lanes that have run, which after a stop are not all. */
export function judge(lanes, before = '') {
  const run = lanes.filter(lane => lane.seconds() > 0);
  if (run.length === 0) {
    return;
  }
  const unlimited = run.find(lane => lane.way.name === 'unlimited');
  const limited = run.filter(lane => lane !== unlimited).sort((a, b) => b.rate() - a.rate());
  byId('verdict-text').textContent = before + sentence(unlimited, limited[0]);
  byId('annotation').textContent = limited[0]?.way.java ?? '';
  byId('next').hidden = limited.length === 0;
  byId('copy').textContent = 'Copy';
  byId('verdict').hidden = false;
}

function sentence(unlimited, best) {
  if (unlimited === undefined || best === undefined) {
    return `${answered(unlimited ?? best)}; nothing has run yet to compare it with.`;
  }
  const factor = best.rate() / unlimited.rate();
  if (factor >= ENOUGH && factor < Infinity) {
    return `${best.title()} answered ${perSecond(factor)} times as many requests a second as unlimited.`;
  }
  return unlimited.answered() === 0
    ? `${answered(best)}, unlimited none in ${unlimited.seconds().toFixed(0)} seconds.`
    : `${answered(unlimited)}, and no limit gains anything here.`;
}

function answered(lane) {
  return lane.answered() === 0
    ? `${lane.title()} answered none in ${lane.seconds().toFixed(0)} seconds`
    : `${lane.title()} answered ${perSecond(lane.rate())} requests a second`;
}

async function copy() {
  try {
    await navigator.clipboard.writeText(byId('annotation').textContent);
    byId('copy').textContent = 'Copied';
  } catch { // browsers allow it to pages of this machine and of https only
    getSelection().selectAllChildren(byId('annotation'));
    byId('copy').textContent = 'Selected';
  }
}
