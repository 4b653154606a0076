/*
 * A stub of libtorch_cpu: MKL is inside, OpenMP beside, and a thread's first operation sets both counts of the thread. To
 * ask for the number of threads is such an operation, and so is any computation.
 */
#include <stdio.h>

extern void omp_set_num_threads(int n);
extern int omp_get_max_threads(void);

static const int N = 3;
static int operations = 0;
static _Thread_local int initialised = 0;
static _Thread_local int local = 0;

int MKL_Get_Max_Threads(void) { return local > 0 ? local : 6; }

int MKL_Set_Num_Threads_Local(int n) {
  int before = local;
  local = n < 0 ? 0 : n;
  return before;
}

void MKL_Get_Version_String(char *text, int size) {
  snprintf(text, size, "Intel(R) oneAPI Math Kernel Library Version 2024.2-Product Build 20240605 for Intel(R) 64");
}

static void operate(void) {
  __atomic_add_fetch(&operations, 1, __ATOMIC_RELAXED);
  if (!initialised) {
    initialised = 1;
    omp_set_num_threads(N);
    local = N;
  }
}

/* int at::get_num_threads() */
int _ZN2at15get_num_threadsEv(void) {
  operate();
  return omp_get_max_threads();
}

/* void at::set_num_threads(int): sets what no limit may set. */
void _ZN2at15set_num_threadsEi(int n) { (void)n; __builtin_trap(); }

/* A computation: how many threads OpenMP and MKL would give it, as 10 * OpenMP + MKL. */
int stub_compute(void) {
  operate();
  return 10 * omp_get_max_threads() + MKL_Get_Max_Threads();
}

int stub_operations(void) { return operations; }
