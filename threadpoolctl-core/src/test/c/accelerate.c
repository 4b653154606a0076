/* A stub of Accelerate's BLAS on macOS 15: many threads (0) or a single one (1), for each thread. */
static _Thread_local unsigned threading = 0;

int BLASSetThreading(unsigned value) {
  if (value > 1) return -1;
  threading = value;
  return 0;
}

unsigned BLASGetThreading(void) { return threading; }
