/* libpixels: brightens pictures with as many threads as it was told to. */
#include <pthread.h>

#define MOST_THREADS 64

static int threads = 4;

int pixels_get_threads(void) { return threads; }

void pixels_set_threads(int n) { threads = n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : n; }

const char *pixels_version(void) { return "1.2"; }

struct part {
  unsigned char *first;
  long count;
  int by;
};

static void *brighten(void *argument) {
  struct part *part = argument;
  for (long i = 0; i < part->count; i++) {
    int value = part->first[i] + part->by;
    part->first[i] = value > 255 ? 255 : value;
  }
  return 0;
}

/* Returns how many threads took part. */
int pixels_brighten(unsigned char *pixels, long count, int by) {
  int n = threads;
  pthread_t helpers[MOST_THREADS];
  struct part parts[MOST_THREADS];
  for (int i = 0; i < n; i++) {
    long from = count * i / n;
    parts[i] = (struct part){pixels + from, count * (i + 1) / n - from, by};
    if (i > 0) pthread_create(&helpers[i], 0, brighten, &parts[i]);
  }
  brighten(&parts[0]);
  for (int i = 1; i < n; i++) pthread_join(helpers[i], 0);
  return n;
}
