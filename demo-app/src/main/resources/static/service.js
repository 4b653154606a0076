// Talks to the service. Whether it answers at all is told to one listener.

let tellReachable = () => {};

export function onReachable(listener) {
  tellReachable = listener;
}

/** The service answered, and said no. */
export class Refused extends Error {}

/** The service did not answer. */
export class Away extends Error {
  constructor() {
    super(`The service at ${location.origin} does not answer. Is it still running?`);
  }
}

export async function compress(path, picture, rank, signal) {
  const type = picture.type === 'image/jpeg' || picture.type === 'image/png' ? picture.type : 'application/octet-stream';
  const response = await ask(`${path}?rank=${rank}`, { method: 'POST', headers: { 'Content-Type': type }, body: picture, signal });
  const number = name => Number(response.headers.get(name));
  return {
    picture: await body(response.blob()),
    error: number('X-Relative-Error'),
    originalNumbers: number('X-Original-Numbers'),
    keptNumbers: number('X-Kept-Numbers'),
    kept: number('X-Kept-Share'),
    milliseconds: Number(/svd;dur=([\d.]+)/.exec(response.headers.get('Server-Timing'))?.[1]),
  };
}

export async function sample() {
  return body((await ask('sample.png')).blob());
}

export async function threadpools() {
  return body((await ask('actuator/threadpools', { cache: 'no-store', signal: AbortSignal.timeout(15000) })).json());
}

export async function offers(path) {
  try {
    return (await ask(path, { method: 'OPTIONS' })).ok;
  } catch (problem) {
    if (problem instanceof Refused) {
      return false;
    }
    throw problem;
  }
}

async function ask(path, options) {
  const response = await body(fetch(path, options));
  tellReachable(true);
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Refused(problem.detail ?? `The service answered ${response.status} to ${path}.`);
  }
  return response;
}

// fetch fails with a TypeError when nobody listens, or when the connection breaks while a body comes in
async function body(promise) {
  try {
    return await promise;
  } catch (problem) {
    if (problem instanceof TypeError || problem.name === 'TimeoutError') {
      tellReachable(false);
      throw new Away();
    }
    throw problem;
  }
}
