/* Preloaded, it plays a kernel that does not know PROCMAP_QUERY (before Linux 6.11), or a filter that refuses it. */

#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PROCMAP_QUERY 0xC0686611UL

int ioctl(int file, unsigned long request, ...) {
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    if (request == PROCMAP_QUERY) {
        errno = ENOTTY;
        return -1;
    }
    return (int) syscall(SYS_ioctl, file, request, argument);
}
