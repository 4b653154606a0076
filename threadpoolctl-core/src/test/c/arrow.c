/* A stub of Arrow C++: the capacities of its two pools. A Status is returned through a pointer that comes first. */
static int capacity = 4;

int _ZN5arrow24GetCpuThreadPoolCapacityEv(void) { return capacity; }

void **_ZN5arrow24SetCpuThreadPoolCapacityEi(void **status, int threads) {
  if (threads > 0) capacity = threads;
  *status = 0;
  return status;
}

int _ZN5arrow2io23GetIOThreadPoolCapacityEv(void) { return 8; }
