/*
 * A process that answers the native calls of a JVM that cannot run where this one can: under Wine, or with another C library.
 * Each connection has a thread of its own, as each thread of the JVM has a connection of its own.
 *
 *   x86_64-w64-mingw32-gcc -o helper.exe helper.c -lws2_32, musl-gcc -o helper helper.c
 *
 * A request is a letter and what belongs to it, numbers in the order of x86-64 ("text" is a 32-bit length and the bytes):
 *
 *   F text text               the address of a symbol in a library, which is loaded if need be; in the program if the
 *                             first text is empty; the library's handle if the second is
 *   N 64                      the path of the library with this handle, as text
 *   C 64 32 (I 64 | B text)*  calls a function with numbers and with memory; answered by the result and that memory
 *   R 64 32                   memory from an address on
 *   W 64 text                 writes memory
 *   S 64                      a zero-terminated text, of length -1 at address 0
 *   T                         the number by which Linux knows the connection's thread
 *   D 64 32                   a product of matrices of this size by the cblas_dgemm at the address; whether it is right
 *   G 64                      a parallel region by the GOMP_parallel at the address; how wide it was
 */
#ifdef _WIN32
#include <winsock2.h>
#include <windows.h>
typedef SOCKET connection;
#else
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <link.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>
typedef int connection;
#endif
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_ARGUMENTS 8
typedef int64_t word;
typedef word (*function)(word, word, word, word, word, word, word, word);

static int receive(connection from, void *to, int size) {
    char *at = to;
    while (size > 0) {
        int got = recv(from, at, size, 0);
        if (got <= 0) {
            return 0;
        }
        at += got;
        size -= got;
    }
    return 1;
}

/* What cannot be read, behind the end of what was asked for generously, is answered by zeros. */
static void answer(connection to, const void *from, int size) {
    static const char nothing[256];
    const char *at = from;
    int most = size;
    while (size > 0) {
        int sent = send(to, at, most < size ? most : size, 0);
        if (sent > 0) {
            size -= sent;
            at = at == nothing ? nothing : at + sent;
        } else if (at == nothing) {
            return;
        } else if (most > 1) {
            most /= 2; /* a piece that cannot be read to its end is not sent at all */
        } else {
            at = nothing;
            most = sizeof nothing;
        }
    }
}

static word number(connection from) {
    word value = 0;
    receive(from, &value, sizeof value);
    return value;
}

static int32_t small(connection from) {
    int32_t value = 0;
    receive(from, &value, sizeof value);
    return value;
}

/* Bytes with a zero behind them, for the caller to free. */
static char *text(connection from, int32_t *length) {
    char *bytes;
    *length = small(from);
    bytes = malloc(*length + 1);
    receive(from, bytes, *length);
    bytes[*length] = 0;
    return bytes;
}

static void answer_text(connection to, const char *bytes) {
    int32_t length = bytes ? (int32_t) strlen(bytes) : -1;
    answer(to, &length, sizeof length);
    answer(to, bytes, length);
}

static void answer_number(connection to, word value) {
    answer(to, &value, sizeof value);
}

#ifdef _WIN32
static word find(const char *library, const char *symbol) {
    HMODULE module = library[0] ? LoadLibraryA(library) : GetModuleHandleA(NULL);
    if (!module) {
        fprintf(stderr, "%s: error %lu of Windows\n", library, GetLastError());
    }
    return module && symbol[0] ? (word) GetProcAddress(module, symbol) : (word) module;
}

static void answer_path(connection to, word handle) {
    char path[MAX_PATH];
    answer_text(to, GetModuleFileNameA((HMODULE) handle, path, sizeof path) ? path : "");
}
#else
static word find(const char *library, const char *symbol) {
    void *handle = library[0] ? dlopen(library, RTLD_LAZY) : RTLD_DEFAULT;
    if (library[0] && !handle) {
        fprintf(stderr, "%s\n", dlerror());
        return 0;
    }
    return symbol[0] ? (word) dlsym(handle, symbol) : (word) handle;
}

static void answer_path(connection to, word handle) {
    char *path = realpath(((struct link_map *) handle)->l_name, NULL);
    answer_text(to, path ? path : "");
    free(path);
}
#endif

/* gettid, which Wine has no function for: it has numbers of its own. */
static word thread(void) {
    word number = 186;
    __asm__ volatile("syscall" : "+a"(number) : : "rcx", "r11", "memory");
    return number;
}

static void call(connection peer) {
    function called = (function) number(peer);
    int32_t count = small(peer), length[MOST_ARGUMENTS] = {0};
    char *memory[MOST_ARGUMENTS] = {0};
    word argument[MOST_ARGUMENTS] = {0};
    for (int i = 0; i < count; i++) {
        char kind = 0;
        receive(peer, &kind, 1);
        if (kind == 'B') {
            memory[i] = text(peer, &length[i]);
            argument[i] = (word) memory[i];
        } else {
            argument[i] = number(peer);
        }
    }
    answer_number(
        peer,
        called(argument[0], argument[1], argument[2], argument[3], argument[4], argument[5], argument[6], argument[7]));
    for (int i = 0; i < count; i++) {
        if (memory[i]) {
            answer(peer, memory[i], length[i]);
            free(memory[i]);
        }
    }
}

typedef void (*cblas_dgemm)(int, int, int, int, int, int, double, double *, int, double *, int, double, double *, int);

/* Small whole numbers, so every right result is the same to the last bit. */
static int product_is_right(cblas_dgemm dgemm, int size) {
    double *a = malloc(sizeof(double) * size * size), *b = malloc(sizeof(double) * size * size);
    double *product = calloc(size * size, sizeof(double));
    int right = 1;
    for (int i = 0; i < size * size; i++) {
        a[i] = i * 7 % 11 - 5;
        b[i] = i * 5 % 11 - 5;
    }
    dgemm(101, 111, 111, size, size, size, 1.0, a, size, b, size, 0.0, product, size);
    for (int row = 0; row < size; row += 17) {
        int column = row * 17 % size;
        double sum = 0;
        for (int k = 0; k < size; k++) {
            sum += a[row * size + k] * b[k * size + column];
        }
        right &= product[row * size + column] == sum;
    }
    free(a);
    free(b);
    free(product);
    return right;
}

static void take_part(void *team) {
    __sync_fetch_and_add((int *) team, 1);
}

static int width(void (*gomp_parallel)(void (*)(void *), void *, unsigned, unsigned)) {
    int team = 0;
    gomp_parallel(take_part, &team, 0, 0);
    return team;
}

static void serve(connection peer) {
    char request, *first, *second;
    int32_t length;
    word address;
    while (receive(peer, &request, 1)) {
        switch (request) {
            case 'F':
                first = text(peer, &length);
                second = text(peer, &length);
                answer_number(peer, find(first, second));
                free(first);
                free(second);
                break;
            case 'N':
                answer_path(peer, number(peer));
                break;
            case 'C':
                call(peer);
                break;
            case 'R':
                address = number(peer);
                length = small(peer);
                answer(peer, (void *) address, length);
                break;
            case 'W':
                address = number(peer);
                first = text(peer, &length);
                memcpy((void *) address, first, length);
                free(first);
                answer_number(peer, 0);
                break;
            case 'S':
                answer_text(peer, (char *) number(peer));
                break;
            case 'T':
                answer_number(peer, thread());
                break;
            case 'D':
                address = number(peer);
                answer_number(peer, product_is_right((cblas_dgemm) address, small(peer)));
                break;
            case 'G':
                answer_number(peer, width((void *) number(peer)));
                break;
            default:
                fprintf(stderr, "no such request: %c\n", request);
                exit(1);
        }
    }
}

#ifdef _WIN32
static DWORD WINAPI run(LPVOID peer) {
    serve((connection) peer);
    closesocket((connection) peer);
    return 0;
}
#else
static void *run(void *peer) {
    serve((connection) (intptr_t) peer);
    close((connection) (intptr_t) peer);
    return NULL;
}
#endif

/* Prints the port it listens at, on this machine only. */
int main(void) {
    struct sockaddr_in here = {0};
#ifdef _WIN32
    int size = sizeof here;
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
#else
    socklen_t size = sizeof here;
#endif
    connection listening = socket(AF_INET, SOCK_STREAM, 0);
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = inet_addr("127.0.0.1");
    if (bind(listening, (struct sockaddr *) &here, sizeof here) || listen(listening, 64)
        || getsockname(listening, (struct sockaddr *) &here, &size)) {
        fprintf(stderr, "no port to listen at\n");
        return 1;
    }
    printf("port %d\n", ntohs(here.sin_port));
    fflush(stdout);
    for (;;) {
        connection peer = accept(listening, NULL, NULL);
        int yes = 1;
        setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, (char *) &yes, sizeof yes);
#ifdef _WIN32
        CreateThread(NULL, 0, run, (LPVOID) peer, 0, NULL);
#else
        pthread_t thread;
        pthread_create(&thread, NULL, run, (void *) (intptr_t) peer);
        pthread_detach(thread);
#endif
    }
}
