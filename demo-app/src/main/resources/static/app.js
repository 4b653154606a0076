// Starts the three parts of the page and says when the service is away.

import { Away, onReachable } from './service.js';
import * as load from './load.js';
import * as picture from './picture.js';
import * as pools from './pools.js';

const away = document.getElementById('away');

onReachable(reachable => {
  const back = reachable && !away.hidden;
  away.hidden = reachable;
  away.textContent = reachable ? '' : `${new Away().message} Trying again every second.`;
  if (back) {
    picture.resume();
  }
});

load.start();
picture.start();
pools.start();
