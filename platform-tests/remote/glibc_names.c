/*
 * Functions that libraries compiled for glibc ask for and musl does not have, by what it has. That is enough to load and use
 * an OpenBLAS and a BLIS of glibc in a process of musl, which has everything else of theirs.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WITH_ARGUMENTS(call) \
    va_list arguments; \
    va_start(arguments, format); \
    int written = call; \
    va_end(arguments); \
    return written

int __fprintf_chk(FILE *file, int checks, const char *format, ...) {
    (void) checks;
    WITH_ARGUMENTS(vfprintf(file, format, arguments));
}

int __printf_chk(int checks, const char *format, ...) {
    (void) checks;
    WITH_ARGUMENTS(vprintf(format, arguments));
}

int __sprintf_chk(char *text, int checks, size_t room, const char *format, ...) {
    (void) checks;
    WITH_ARGUMENTS(vsnprintf(text, room, format, arguments));
}

int __snprintf_chk(char *text, size_t size, int checks, size_t room, const char *format, ...) {
    (void) checks;
    (void) room;
    WITH_ARGUMENTS(vsnprintf(text, size, format, arguments));
}

int __vfprintf_chk(FILE *file, int checks, const char *format, va_list arguments) {
    (void) checks;
    return vfprintf(file, format, arguments);
}

void *__memset_chk(void *memory, int value, size_t size, size_t room) {
    (void) room;
    return memset(memory, value, size);
}

char *__strcat_chk(char *text, const char *more, size_t room) {
    (void) room;
    return strcat(text, more);
}

int __register_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void), void *library) {
    (void) library;
    return pthread_atfork(prepare, parent, child);
}

void *__sched_cpualloc(size_t processors) {
    return calloc((processors + 63) / 64, 8);
}

void __sched_cpufree(void *set) {
    free(set);
}

long __sysconf(int name) {
    return sysconf(name);
}

int pthread_attr_setaffinity_np(pthread_attr_t *attributes, size_t size, const void *set) {
    (void) attributes;
    (void) size;
    (void) set;
    return 0;
}

/* Of libgcc, which has them under versions that musl does not look at. */
int __cpu_indicator_init(void) {
    return 0;
}

unsigned __cpu_model[4], __cpu_features2[1];

/* Of the library for numbers of 128 bits, which it would have printf know; -1 is that it does not. */
int register_printf_modifier(const void *text) {
    (void) text;
    return -1;
}

int register_printf_specifier(int letter, void *print, void *arguments) {
    (void) letter;
    (void) print;
    (void) arguments;
    return -1;
}

int register_printf_type(void *arguments) {
    (void) arguments;
    return -1;
}
