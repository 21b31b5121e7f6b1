/*
 * A wall clock that is off by as many nanoseconds as the file says that DRILL_CLOCK names, from the moment it is written.
 * Preloaded by bench/drill into the services whose clocks jump. (libfaketime does the same and more, but a virtual machine
 * takes ten times as long to start with it.)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static const int64_t SECOND = 1000000000;
static int64_t on_time = 0;
static volatile int64_t *off_by = &on_time;
static int (*real)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("DRILL_CLOCK");
    int file = path ? open(path, O_RDONLY) : -1;
    if (file < 0) return;
    void *mapped = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (mapped != MAP_FAILED) off_by = mapped;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int answer = real(clock, now);
    if (answer || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return answer;
    int64_t ns = now->tv_sec * SECOND + now->tv_nsec + *off_by;
    now->tv_sec = ns / SECOND;
    now->tv_nsec = ns % SECOND;
    return 0;
}
