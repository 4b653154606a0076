// Before and after: takes a picture, moves the rank, shows what the service makes of it.

import { compress, sample } from './service.js';

const LONGEST_SIDE = 768;
const FIRST_RANK = 40;
const byId = id => document.getElementById(id);
const count = new Intl.NumberFormat('en');

let original = null;
let isSample = true;
let ranks = [1];
let wanted = null;
let latest = null;
let busy = false;

export function start() {
  byId('take-sample').addEventListener('click', takeSample);
  byId('file').addEventListener('change', event => {
    takeFile(event.target.files[0]);
    event.target.value = '';
  });
  byId('rank').addEventListener('input', event => ask(ranks[event.target.value]));
  byId('rank-number').addEventListener('input', event => {
    if (event.target.validity.valid && event.target.value !== '') {
      ask(event.target.valueAsNumber, true);
    }
  });
  byId('rank-number').addEventListener('change', event => event.target.reportValidity());
  acceptDrops(byId('picture'));
  return takeSample();
}

const takeSample = () => guarded(async () => {
  const picture = await sample();
  await show(picture, await createImageBitmap(picture), true);
});

/** When the service is back: do what could not be done. */
export function resume() {
  if (!byId('picture-problem').hidden) {
    original === null ? takeSample() : ask(latest);
  }
}

const takeFile = file => file && guarded(async () => {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    await compress('compress', file, 1); // no picture for this browser: let the service say what it is
    throw new Error(`This browser cannot show ${file.name}.`);
  }
  await show(await redrawn(bitmap), bitmap);
});

/** Large pictures are scaled down, and all become PNG the way the browser shows them. */
export async function redrawn(bitmap, longestSide = LONGEST_SIDE) {
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
}

async function show(picture, bitmap, fromService = false) {
  const { width, height } = await createImageBitmap(picture);
  original = picture;
  isSample = fromService;
  setImage(byId('before'), picture, width, height);
  byId('before-text').textContent = `${width} × ${height}`
    + (bitmap.width === width ? '' : `, scaled down from ${bitmap.width} × ${bitmap.height}`);
  ranks = steps(Math.min(width, height));
  byId('rank').max = ranks.length - 1;
  byId('rank-number').max = Math.min(width, height);
  byId('rank').disabled = byId('rank-number').disabled = false;
  ask(Math.min(FIRST_RANK, width, height));
}

/** Every rank at first, then in steps of some percent: what can be seen changes fast at low ranks. */
function steps(highest) {
  const list = [];
  for (let rank = 1; rank < highest; rank += Math.max(1, Math.round(rank * 0.05))) {
    list.push(rank);
  }
  return [...list, highest];
}

/** Only the newest wish is sent, and only one at a time. */
async function ask(rank, typed = false) {
  wanted = latest = rank;
  showRank(rank);
  if (!typed) {
    byId('rank-number').value = rank;
  }
  if (busy) {
    return;
  }
  busy = true;
  byId('after').setAttribute('aria-busy', 'true');
  while (wanted !== null) {
    const now = wanted;
    wanted = null;
    await guarded(async () => showResult(now, await compress('compress', original, now)));
  }
  byId('after').removeAttribute('aria-busy');
  busy = false;
}

function showRank(rank) {
  const nearest = ranks.reduce((best, step, i) => Math.abs(step - rank) < Math.abs(ranks[best] - rank) ? i : best, 0);
  const highest = ranks[ranks.length - 1];
  byId('rank').value = nearest;
  byId('rank').setAttribute('aria-valuetext', `rank ${rank} of ${highest}`);
  byId('shell').textContent = shell(rank);
}

function showResult(rank, result) {
  setImage(byId('after'), result.picture, byId('before').width, byId('before').height);
  byId('after-text').textContent = `rank ${rank}`;
  byId('fact-error').textContent = `${(result.error * 100).toFixed(result.error < 0.1 ? 2 : 1)} %`;
  byId('fact-kept').textContent = `${(result.kept * 100).toFixed(result.kept < 0.1 ? 1 : 0)} %`;
  byId('kept-text').textContent = `Of the picture's ${count.format(result.originalNumbers)} numbers, ${count.format(result.keptNumbers)} stand for it. `
    + `The file holds the picture rebuilt from them, as PNG: ${count.format(result.picture.size)} bytes; before it was ${count.format(original.size)}.`;
  byId('fact-time').textContent = `${Math.round(result.milliseconds)} ms`;
}

function shell(rank) {
  const get = isSample ? `curl -s ${location.origin}/sample.png -o sample.png\n` : '';
  const name = isSample ? 'sample.png' : 'picture.png';
  return `${get}curl -s --data-binary @${name} -H "Content-Type: image/png" "${location.origin}/compress?rank=${rank}" -o rank${rank}.png`;
}

function setImage(image, picture, width, height) {
  URL.revokeObjectURL(image.src);
  image.width = width;
  image.height = height;
  image.src = URL.createObjectURL(picture);
}

async function guarded(work) {
  const problem = byId('picture-problem');
  try {
    await work();
    problem.hidden = true;
  } catch (failure) {
    problem.textContent = failure.message;
    problem.hidden = false;
  }
}

function acceptDrops(target) {
  addEventListener('dragover', event => event.preventDefault());
  addEventListener('drop', event => event.preventDefault());
  target.addEventListener('dragenter', () => target.classList.add('over'));
  target.addEventListener('dragleave', event => target.contains(event.relatedTarget) || target.classList.remove('over'));
  target.addEventListener('drop', event => {
    target.classList.remove('over');
    takeFile(event.dataTransfer.files[0]);
  });
}
