/* A library for LD_PRELOAD that stands between a program and its disk: it fails, shortens or tears chosen calls,
 * kills the program before or after them, and writes down every call, so that a power cut can be replayed.
 *
 *   FAULTS_UNDER    the folder whose files are watched; calls elsewhere pass untouched
 *   FAULTS_TRACE    the file that takes the record of every call (see below)
 *   FAULTS_PLAN     faults, each "kind:calls:nth:argument[:name]", with ';' between them
 *   FAULTS_READY    if set, calls are counted from the moment the program says a line that begins with "ready"
 *   FAULTS_SWALLOW  if set, every fsync and fdatasync is answered with success and not done: the control
 *
 * kind: f fails the call once with errno = argument, b the same and ever after, s writes half, k kills before the
 * call, K kills after it, t and m write argument/1000 of the bytes and kill (t to a whole sector, m to any byte).
 * calls: the sum of the numbers of enum call. name: only calls on a path that contains it.
 *
 * The record is a line for each event, with paths from the folder on; "write" and "say" are followed by their bytes.
 * What the program writes to its standard output is recorded as "say", in order with the calls. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#if __SIZEOF_LONG__ != 8
#error "written for systems of 64 bits, where off_t and off64_t are one"
#endif

enum call { OPEN = 1, WRITE = 2, SYNC = 4, TRUNCATE = 8, RENAME = 16, UNLINK = 32, LINK = 64, FOLDER = 128,
            OPEN_TO_WRITE = 256 };
enum { MOST_FILES = 1024, MOST_FAULTS = 32, SECTOR = 512 };

struct fault {
    char kind;
    int calls;
    long nth, argument, seen;
    char name[64];
};

struct file {
    long handle; /* counts the opens; 0 where nothing is watched */
    dev_t device;
    ino_t inode;
    char path[PATH_MAX];
};

static struct file files[MOST_FILES];
static struct fault plan[MOST_FAULTS];
static int faults, record_to = -1, counting = 1, swallowing, killing;
static long handles;
static char root[PATH_MAX];
static pthread_mutex_t lock;

static pthread_mutex_t *acquire(void) {
    pthread_mutex_lock(&lock);
    return &lock;
}
static void release(pthread_mutex_t **held) { pthread_mutex_unlock(*held); }
#define ONE_AT_A_TIME pthread_mutex_t *held __attribute__((cleanup(release), unused)) = acquire()

__attribute__((constructor)) static void begin(void) {
    pthread_mutexattr_t nested;
    pthread_mutexattr_init(&nested);
    pthread_mutexattr_settype(&nested, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&lock, &nested);
    const char *under = getenv("FAULTS_UNDER"), *trace = getenv("FAULTS_TRACE"), *wish = getenv("FAULTS_PLAN");
    if (!under || !trace) return;
    snprintf(root, sizeof root, "%s", under);
    int fd = syscall(SYS_openat, AT_FDCWD, trace, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    /* Far up, so that the program's own files have the numbers they would have without us. */
    record_to = fcntl(fd, F_DUPFD_CLOEXEC, MOST_FILES);
    if (record_to < 0) record_to = fd; else syscall(SYS_close, fd);
    counting = !getenv("FAULTS_READY");
    alarm(300); /* a program that waits for a disk for ever must not hold up the tests */
    swallowing = getenv("FAULTS_SWALLOW") != NULL;
    for (; wish && *wish && faults < MOST_FAULTS; wish = strchr(wish, ';') ? strchr(wish, ';') + 1 : NULL) {
        struct fault *f = &plan[faults++];
        sscanf(wish, "%c:%d:%ld:%ld:%63[^;]", &f->kind, &f->calls, &f->nth, &f->argument, f->name);
    }
}

static void record_bytes(const void *bytes, size_t count) {
    for (const char *at = bytes; count > 0;) {
        long done = syscall(SYS_write, record_to, at, count);
        if (done <= 0) return;
        at += done;
        count -= done;
    }
}

__attribute__((format(printf, 1, 2))) static void record(const char *form, ...) {
    char line[2 * PATH_MAX + 100];
    va_list rest;
    va_start(rest, form);
    int length = vsnprintf(line, sizeof line, form, rest);
    va_end(rest);
    record_bytes(line, length);
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

/* The path from the watched folder on; the folder itself is ".". */
static const char *inside(const char *path) { return path[strlen(root)] ? path + strlen(root) + 1 : "."; }

/* Whether this name is watched; `full` takes its whole path. */
static int watched(int dir, const char *path, char *full) {
    if (record_to < 0) return 0;
    if (path[0] == '/') snprintf(full, PATH_MAX, "%s", path);
    else if (dir >= 0 && dir < MOST_FILES && files[dir].handle) {
        if (snprintf(full, PATH_MAX, "%s/%s", files[dir].path, path) >= PATH_MAX) return 0;
    } else return 0;
    size_t length = strlen(root);
    return strncmp(full, root, length) == 0 && (full[length] == '/' || full[length] == 0);
}

/* The watched file behind a number; numbers are used again, so it must still be the same one. */
static struct file *behind(int fd) {
    struct stat now;
    if (record_to < 0 || fd < 0 || fd >= MOST_FILES || !files[fd].handle || fstat(fd, &now)) return NULL;
    int same = now.st_dev == files[fd].device && now.st_ino == files[fd].inode;
    return same ? &files[fd] : NULL;
}

/* Counts the call, and answers with the fault that strikes it. */
static struct fault *strike(enum call call, const char *path) {
    struct fault *hit = NULL;
    if (!counting) return NULL;
    record("call %d %s\n", call, inside(path));
    for (struct fault *f = plan; f < plan + faults; f++) {
        if (!(f->calls & call) || (f->name[0] && !strstr(inside(path), f->name))) continue;
        f->seen++;
        if (f->seen == f->nth || (f->kind == 'b' && f->seen > f->nth)) hit = f;
    }
    if (hit) record("struck %c %d %s\n", hit->kind, call, inside(path));
    return hit;
}

/* Whether the call fails here and now, with errno set. */
static int refused(enum call call, const char *path) {
    struct fault *hit = strike(call, path);
    if (hit && hit->kind == 'k') die();
    killing = hit && hit->kind == 'K';
    if (!hit || (hit->kind != 'f' && hit->kind != 'b')) return 0;
    errno = hit->argument;
    return 1;
}

static long done(long result) {
    if (killing) die();
    return result;
}

static int do_open(int dir, const char *path, int flags, mode_t mode) {
    ONE_AT_A_TIME;
    char full[PATH_MAX];
    int fd;
    if (!watched(dir, path, full)) {
        fd = syscall(SYS_openat, dir, path, flags, mode);
        if (fd >= 0 && fd < MOST_FILES) files[fd].handle = 0;
        return fd;
    }
    if (refused(flags & (O_WRONLY | O_RDWR | O_CREAT) ? OPEN_TO_WRITE : OPEN, full)) return -1;
    int there = syscall(SYS_faccessat, AT_FDCWD, full, F_OK) == 0;
    fd = syscall(SYS_openat, dir, path, flags, mode);
    struct stat now;
    if (fd >= 0 && fd < MOST_FILES && !fstat(fd, &now)) {
        files[fd].handle = ++handles;
        files[fd].device = now.st_dev;
        files[fd].inode = now.st_ino;
        strcpy(files[fd].path, full);
        record("open %ld %d %d %s\n", handles, !there, !!(flags & O_TRUNC), inside(full));
    }
    return done(fd);
}

static ssize_t raw_write(int fd, const void *bytes, size_t count, off_t at) {
    return at < 0 ? syscall(SYS_write, fd, bytes, count) : syscall(SYS_pwrite64, fd, bytes, count, at);
}

/* `at` is where, or -1 for where the file stands. */
static ssize_t do_write(int fd, const void *bytes, size_t count, off_t at) {
    ONE_AT_A_TIME;
    if (fd == STDOUT_FILENO && record_to >= 0) {
        record("say %zu\n", count);
        record_bytes(bytes, count);
        if (count >= 5 && !memcmp(bytes, "ready", 5)) counting = 1;
    }
    struct file *file = behind(fd);
    if (!file) return raw_write(fd, bytes, count, at);
    struct fault *hit = strike(WRITE, file->path);
    char kind = hit ? hit->kind : ' ';
    if (kind == 'k') die();
    if (kind == 'f' || kind == 'b') return errno = hit->argument, -1;
    if (kind == 's') count = (count + 1) / 2;
    if (kind == 't' || kind == 'm') count = count * hit->argument / 1000;
    if (kind == 't') count -= count % SECTOR;
    off_t from = at >= 0 ? at : fcntl(fd, F_GETFL) & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    ssize_t result = raw_write(fd, bytes, count, at);
    if (result > 0) {
        record("write %ld %ld %zd\n", file->handle, (long)from, result);
        record_bytes(bytes, result);
    }
    if (kind == 't' || kind == 'm' || kind == 'K') die();
    return result;
}

static int do_sync(int fd, long number) {
    ONE_AT_A_TIME;
    struct file *file = behind(fd);
    if (!file) return syscall(number, fd);
    if (refused(SYNC, file->path)) return -1;
    if (swallowing) return done(0);
    int result = syscall(number, fd);
    if (!result) record("sync %ld\n", file->handle);
    return done(result);
}

static int do_truncate(int fd, off_t length) {
    ONE_AT_A_TIME;
    struct file *file = behind(fd);
    if (!file) return syscall(SYS_ftruncate, fd, length);
    if (refused(TRUNCATE, file->path)) return -1;
    int result = syscall(SYS_ftruncate, fd, length);
    if (!result) record("truncate %ld %ld\n", file->handle, (long)length);
    return done(result);
}

static int do_unlink(int dir, const char *path, int flags) {
    ONE_AT_A_TIME;
    char full[PATH_MAX];
    if (!watched(dir, path, full)) return syscall(SYS_unlinkat, dir, path, flags);
    if (refused(UNLINK, full)) return -1;
    int result = syscall(SYS_unlinkat, dir, path, flags);
    if (!result) record("unlink %s\n", inside(full));
    return done(result);
}

static int do_folder(int dir, const char *path, mode_t mode) {
    ONE_AT_A_TIME;
    char full[PATH_MAX];
    if (!watched(dir, path, full)) return syscall(SYS_mkdirat, dir, path, mode);
    if (refused(FOLDER, full)) return -1;
    int result = syscall(SYS_mkdirat, dir, path, mode);
    if (!result) record("folder %s\n", inside(full));
    return done(result);
}

/* A rename or a hard link: both give a file the second name. */
static int do_name(enum call call, int dir, const char *from, int to_dir, const char *to, unsigned flags) {
    ONE_AT_A_TIME;
    char one[PATH_MAX], two[PATH_MAX];
    long number = call == RENAME ? SYS_renameat2 : SYS_linkat;
    if (!watched(dir, from, one) || !watched(to_dir, to, two)) return syscall(number, dir, from, to_dir, to, flags);
    if (refused(call, two)) return -1;
    int result = syscall(number, dir, from, to_dir, to, flags);
    if (!result) record("%s %s\t%s\n", call == RENAME ? "rename" : "link", inside(one), inside(two));
    return done(result);
}

#define MODE(flags) ({ va_list rest; va_start(rest, flags); mode_t m = va_arg(rest, mode_t); va_end(rest); m; })
int open(const char *path, int flags, ...) { return do_open(AT_FDCWD, path, flags, MODE(flags)); }
int open64(const char *path, int flags, ...) { return do_open(AT_FDCWD, path, flags, MODE(flags)); }
int openat(int dir, const char *path, int flags, ...) { return do_open(dir, path, flags, MODE(flags)); }
int openat64(int dir, const char *path, int flags, ...) { return do_open(dir, path, flags, MODE(flags)); }
int creat(const char *path, mode_t mode) { return do_open(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode); }
ssize_t write(int fd, const void *bytes, size_t count) { return do_write(fd, bytes, count, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return do_write(fd, bytes, count, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at) { return do_write(fd, bytes, count, at); }
/* The first part only: a short write, which every caller must be ready for. */
ssize_t writev(int fd, const struct iovec *parts, int count) {
    while (count > 1 && !parts->iov_len) parts++, count--;
    return count > 0 ? do_write(fd, parts->iov_base, parts->iov_len, -1) : 0;
}
int fsync(int fd) { return do_sync(fd, SYS_fsync); }
int fdatasync(int fd) { return do_sync(fd, SYS_fdatasync); }
int ftruncate(int fd, off_t length) { return do_truncate(fd, length); }
int ftruncate64(int fd, off_t length) { return do_truncate(fd, length); }
int unlink(const char *path) { return do_unlink(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return do_unlink(AT_FDCWD, path, AT_REMOVEDIR); }
int unlinkat(int dir, const char *path, int flags) { return do_unlink(dir, path, flags); }
int mkdir(const char *path, mode_t mode) { return do_folder(AT_FDCWD, path, mode); }
int mkdirat(int dir, const char *path, mode_t mode) { return do_folder(dir, path, mode); }
int rename(const char *from, const char *to) { return do_name(RENAME, AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int dir, const char *from, int at, const char *to) { return do_name(RENAME, dir, from, at, to, 0); }
int renameat2(int dir, const char *from, int to_dir, const char *to, unsigned flags) {
    return do_name(RENAME, dir, from, to_dir, to, flags);
}
int link(const char *from, const char *to) { return do_name(LINK, AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int dir, const char *from, int to_dir, const char *to, int flags) {
    return do_name(LINK, dir, from, to_dir, to, flags);
}
