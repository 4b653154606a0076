/*
 * A stub of FlexiBLAS 3: backends with names, found as shared libraries, and the thread functions of everybody else under
 * their names. PTHREAD, OPENMP and BLIS are the paths of the libraries behind three of its backends.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

#define MOST 16

struct backend {
  const char *name;
  const char *path;
};

static const struct backend configured[] = {
    {"NETLIB", NULL}, {"OPENBLAS-PTHREAD", PTHREAD}, {"OPENBLAS-OPENMP", OPENMP}, {"BLIS", BLIS}, {"MISSING", "/no/such.so"},
    {"__FALLBACK__", NULL}};
static const int configured_count = sizeof configured / sizeof configured[0];

static struct {
  char name[1024];
  void *handle;
} loaded[MOST] = {{"NETLIB", NULL}, {"__FALLBACK__", NULL}};
static int loaded_count = 2;
static int current = 0;

/* NETLIB has none to set, but a backend that nobody knows may. */
static int own_threads = 3;
static int setter_calls = 0;

int stub_setter_calls(void) { return setter_calls; }

static void *function(const char *name) { return loaded[current].handle ? dlsym(loaded[current].handle, name) : NULL; }

int flexiblas_get_num_threads(void) {
  int (*openblas)(void) = (int (*)(void))function("openblas_get_num_threads");
  if (openblas) return openblas();
  long (*blis)(void) = (long (*)(void))function("bli_thread_get_num_threads");
  if (blis) return (int)blis();
  return strcmp(loaded[current].name, "NETLIB") ? own_threads : -1;
}

void flexiblas_set_num_threads(int n) {
  setter_calls++;
  void (*openblas)(int) = (void (*)(int))function("openblas_set_num_threads");
  void (*blis)(long) = (void (*)(long))function("bli_thread_set_num_threads");
  if (openblas) openblas(n);
  else if (blis) blis(n);
  else if (strcmp(loaded[current].name, "NETLIB")) own_threads = n;
}

void flexiblas_get_version(int *major, int *minor, int *patch) {
  *major = 3;
  *minor = 4;
  *patch = 5;
}

static ssize_t give(const char *text, char *name, size_t size) {
  snprintf(name, size, "%s", text);
  return (ssize_t)strlen(text);
}

ssize_t flexiblas_list(char *name, size_t size, ssize_t position) {
  if (!name) return configured_count;
  return position < configured_count ? give(configured[position].name, name, size) : -1;
}

ssize_t flexiblas_list_loaded(char *name, size_t size, ssize_t position) {
  if (!name) return loaded_count;
  return position < loaded_count ? give(loaded[position].name, name, size) : -1;
}

int flexiblas_current_backend(char *name, size_t size) { return (int)give(loaded[current].name, name, size); }

static int add(const char *name, const char *path) {
  for (int i = 0; i < loaded_count; i++)
    if (!strcasecmp(loaded[i].name, name)) return i;
  void *handle = dlopen(path, RTLD_LAZY | RTLD_LOCAL | RTLD_DEEPBIND);
  if (!handle || loaded_count == MOST) return -1;
  snprintf(loaded[loaded_count].name, sizeof loaded[0].name, "%s", name);
  loaded[loaded_count].handle = handle;
  return loaded_count++;
}

int flexiblas_load_backend(const char *name) {
  for (int i = 0; i < configured_count; i++)
    if (!strcasecmp(configured[i].name, name)) return configured[i].path ? add(configured[i].name, configured[i].path) : i;
  fprintf(stderr, "<flexiblas> BLAS %s not found in config.\n", name);
  return -1;
}

int flexiblas_load_backend_library(const char *path) { return add(path, path); }

int flexiblas_switch(int id) {
  if (id < 0 || id >= loaded_count) return -1;
  current = id;
  return 0;
}

/* Everybody's names. */
int openblas_get_num_threads(void) { return flexiblas_get_num_threads(); }
void openblas_set_num_threads(int n) { flexiblas_set_num_threads(n); }
int MKL_Get_Max_Threads(void) { return flexiblas_get_num_threads(); }
void MKL_Set_Num_Threads(int n) { flexiblas_set_num_threads(n); }
long bli_thread_get_num_threads(void) { return flexiblas_get_num_threads(); }
void bli_thread_set_num_threads(long n) { flexiblas_set_num_threads((int)n); }
int nvpl_blas_get_max_threads(void) { return flexiblas_get_num_threads(); }
void nvpl_blas_set_num_threads(int n) { flexiblas_set_num_threads(n); }
int nvpl_blas_set_num_threads_local(int n) { flexiblas_set_num_threads(n); return 0; }
int armpl_get_num_threads(void) { return flexiblas_get_num_threads(); }
void armpl_set_num_threads(int n) { flexiblas_set_num_threads(n); }
int acmlgetmaxthreads(void) { return flexiblas_get_num_threads(); }
void acmlsetnumthreads(int n) { flexiblas_set_num_threads(n); }
