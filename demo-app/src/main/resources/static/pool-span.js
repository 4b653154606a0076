// What the pools were like over some time, in one line.

export class PoolSpan {
  #idle = new Set(); // threads seen while no scope was open
  #limited = new Set();
  #scopes = 0;

  see({ pools = [], scopes = {} }) {
    const open = scopes.open ?? 0;
    const seen = open > 0 ? this.#limited : this.#idle;
    pools.forEach(pool => pool.numThreads != null && seen.add(pool.numThreads));
    this.#scopes = Math.max(this.#scopes, open);
  }

  words() {
    if (this.#scopes > 0) {
      return `Pools at ${threads(this.#limited)}, up to ${this.#scopes} ${this.#scopes === 1 ? 'scope' : 'scopes'} open`;
    }
    return this.#idle.size === 0 ? '' : `Pools at ${threads(this.#idle)}, no scope open`;
  }
}

function threads(seen) {
  const fewest = Math.min(...seen);
  const most = Math.max(...seen);
  return (fewest === most ? `${most}` : `${fewest} to ${most}`) + (most === 1 ? ' thread' : ' threads');
}
