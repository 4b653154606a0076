/* Plays a process that has used up its threads: loaded ahead of the C library, it refuses them once it is told to. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>

static volatile int refuses;

void refuse_threads(int yes) {
    refuses = yes;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
    static int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (refuses) {
        return EAGAIN;
    }
    if (!real) {
        real = (int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *)) dlsym(RTLD_NEXT, "pthread_create");
    }
    return real(thread, attributes, body, argument);
}
