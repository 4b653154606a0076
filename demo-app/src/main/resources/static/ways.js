// The ways of limiting: where the service offers each, what it means, and what one writes to have it.

const IMPORT = 'import io.threadpoolctl.spring.ThreadpoolLimits;\n\n';

export const WAYS = [
  {
    name: 'unlimited',
    path: 'compress/unlimited',
    code: 'no annotation',
    means: 'OpenBLAS takes every processor for each request.',
  },
  {
    name: 'limited',
    path: 'compress',
    code: '@ThreadpoolLimits(blas = 1)',
    java: `${IMPORT}@ThreadpoolLimits(blas = 1)`,
    means: 'Each request computes on its own thread alone.',
  },
  {
    name: 'share',
    path: 'compress/share',
    code: '@ThreadpoolLimits(blas = SHARE)',
    java: `${IMPORT}@ThreadpoolLimits(blas = ThreadpoolLimits.SHARE)`,
    means: 'Requests under way divide the processors; one alone has them all.',
  },
];
