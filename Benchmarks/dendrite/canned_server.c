/* Answers every complete HTTP/1.1 request on N ports of loopback with the bytes of one file: N axons for a dendrite.
 *
 *   gcc -O2 -o canned_server canned_server.c
 *   ./canned_server 127.0.0.1 BASE_PORT N_PORTS answer.http
 *
 * The file holds a whole answer: status line, headers with Content-Length, body. One thread, epoll, connections are kept.
 * SIGTERM ends it; it then says how much it served. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_FD 65536
#define MAX_REQUEST (1 << 20)

struct connection {
    char *bytes;
    size_t length, capacity;
    int is_listener;
};

static struct connection connections[MAX_FD];
static char *answer;
static size_t answer_length;
static unsigned long long served, accepted;
static volatile sig_atomic_t stopped;

static void on_signal(int number) {
    (void)number;
    stopped = 1;
}

/* The length of the first request in the buffer, or -1 when it is not complete. */
static long request_length(struct connection *c) {
    char *end = memmem(c->bytes, c->length, "\r\n\r\n", 4);
    if (!end) return -1;
    size_t head = (size_t)(end - c->bytes) + 4;
    end[3] = 0;
    char *header = strcasestr(c->bytes, "\r\ncontent-length:");
    size_t whole = head + (header ? strtoul(header + 17, NULL, 10) : 0);
    end[3] = '\n';
    return c->length >= whole ? (long)whole : -1;
}

static void send_answer(int fd) {
    size_t sent = 0;
    while (sent < answer_length) {
        ssize_t n = write(fd, answer + sent, answer_length - sent);
        if (n < 0 && errno != EAGAIN) return;
        if (n > 0) sent += (size_t)n;
    }
    served++;
}

static void watch(int epoll, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static void accept_all(int epoll, int listener) {
    int fd, one = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        if (fd >= MAX_FD) {
            close(fd);
            continue;
        }
        setsockopt(fd, SOL_TCP, TCP_NODELAY, &one, sizeof one);
        connections[fd].length = 0;
        connections[fd].is_listener = 0;
        accepted++;
        watch(epoll, fd);
    }
}

static void serve(int fd) {
    struct connection *c = &connections[fd];
    if (c->capacity - c->length < 16384) {
        size_t capacity = c->capacity ? c->capacity * 2 : 65536;
        char *bytes = capacity <= MAX_REQUEST ? realloc(c->bytes, capacity) : NULL;
        if (!bytes) {
            close(fd);
            return;
        }
        c->bytes = bytes;
        c->capacity = capacity;
    }
    ssize_t n = read(fd, c->bytes + c->length, c->capacity - c->length - 1);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) {
        close(fd);
        return;
    }
    c->length += (size_t)n;
    long request;
    while (c->length && (request = request_length(c)) > 0) {
        send_answer(fd);
        memmove(c->bytes, c->bytes + request, c->length - (size_t)request);
        c->length -= (size_t)request;
    }
}

static int listen_at(const char *host, int port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (inet_pton(AF_INET, host, &address.sin_addr) != 1) return -1;
    return bind(fd, (void *)&address, sizeof address) || listen(fd, 1024) ? -1 : fd;
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: %s HOST BASE_PORT N_PORTS ANSWER_FILE\n", argv[0]);
        return 2;
    }
    FILE *file = fopen(argv[4], "rb");
    if (!file) return perror(argv[4]), 2;
    fseek(file, 0, SEEK_END);
    answer_length = (size_t)ftell(file);
    rewind(file);
    answer = malloc(answer_length);
    if (!answer || fread(answer, 1, answer_length, file) != answer_length) return perror(argv[4]), 2;
    fclose(file);

    struct rlimit limit = {MAX_FD, MAX_FD};
    setrlimit(RLIMIT_NOFILE, &limit);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTERM, on_signal);
    signal(SIGINT, on_signal);
    int epoll = epoll_create1(0), base = atoi(argv[2]), count = atoi(argv[3]);
    for (int i = 0; i < count; i++) {
        int fd = listen_at(argv[1], base + i);
        if (fd < 0) return perror("listen"), 1;
        connections[fd].is_listener = 1;
        watch(epoll, fd);
    }
    fprintf(stderr, "canned_server: %d ports from %d, pid %d\n", count, base, getpid());

    static struct epoll_event events[512];
    while (!stopped) {
        int n = epoll_wait(epoll, events, 512, 1000);
        for (int i = 0; i < n; i++) {
            int fd = events[i].data.fd;
            if (connections[fd].is_listener) accept_all(epoll, fd);
            else serve(fd);
        }
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    fprintf(stderr, "canned_server: accepted %llu, served %llu, cpu %.3f s\n", accepted, served,
            (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
                + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6);
    return 0;
}
