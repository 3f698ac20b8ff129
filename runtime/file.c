/* file.c - reading, writing and the like on files on disk, in the thread pool with the coroutine parked.
 *
 * A handle has one call under way at a time, whatever it does; the others queue. A read names its place and moves the
 * handle's position when its bytes are delivered, so that a read that was cancelled has taken nothing. A write goes to
 * where the handle stands, and goes whole: if it was cancelled after a worker had begun, all of it will be in the file,
 * else nothing, and the next call waits until that is settled.
 *
 * A cancellation does not come out of the call: it becomes a notice and the call fails, as in TrueAsync. What is no call
 * of a function - include and require - is the engine's and blocks, and so are streams set to non-blocking.
 */
#include "runtime/file.h"
#include "runtime/plain.h"
#include "runtime/target.h"

#include <errno.h>
#include <sys/stat.h>

struct rt__file_job {
	struct rt__job job;
	ssize_t (*call)(struct rt__file_job *job);  /* -1 with errno set */
	int fd;
	off_t offset;               /* of a read; the new size of a truncation */
	size_t size;
	char *data;                 /* size bytes, or NULL */
	struct stat status;
	bool moves;                 /* the handle, by as much as the result */
	ssize_t result;
	int error;
};

/* ---- what the worker does ---- */

static ssize_t call_read(struct rt__file_job *job)
{
	ssize_t result;
	do {
		result = pread(job->fd, job->data, job->size, job->offset);
	} while (result < 0 && errno == EINTR);
	return result;
}

static ssize_t call_write(struct rt__file_job *job)
{
	size_t written = 0;
	while (written < job->size) {
		/* The kernel takes two gigabytes at a time. */
		ssize_t result = write(job->fd, job->data + written, job->size - written);
		if (result > 0) {
			written += (size_t) result;
		} else if (result == 0 || errno != EINTR) {
			/* What was written is told now, the reason when the engine asks for the rest. */
			return written > 0 ? (ssize_t) written : result;
		}
	}
	return (ssize_t) written;
}

static ssize_t call_fsync(struct rt__file_job *job)
{
	return fsync(job->fd);
}

static ssize_t call_fdatasync(struct rt__file_job *job)
{
	return fdatasync(job->fd);
}

static ssize_t call_truncate(struct rt__file_job *job)
{
	return ftruncate(job->fd, job->offset);
}

static ssize_t call_stat(struct rt__file_job *job)
{
	return fstat(job->fd, &job->status);
}

static void file_job_run(struct rt__job *base)
{
	struct rt__file_job *job = (struct rt__file_job *) base;
	job->result = job->call(job);
	job->error = errno;
}

static void file_job_free(struct rt__job *base)
{
	free(((struct rt__file_job *) base)->data);
}

static const struct rt__job_ops file_job_ops = { .run = file_job_run, .free = file_job_free };

static struct rt__file_job *file_job_create(int fd, ssize_t (*call)(struct rt__file_job *job), size_t size)
{
	struct rt__file_job *job = rt__job_create(sizeof(*job), &file_job_ops);
	job->call = call;
	job->fd = fd;
	job->size = size;
	job->data = size > 0 ? pemalloc(size, true) : NULL;
	return job;
}

/* ---- one call at a time ---- */

/* A call of a coroutine on a stream. */
struct call {
	php_stream *stream;
	struct rt__plain *plain;
	const char *verb;           /* for the notice */
	size_t count;
	enum rt_op op;              /* reading, if it leaves the file as it is, else writing */
};

static void file_job_forget(struct rt__file *file)
{
	rt__job_release(&file->job->job);
	file->job = NULL;
}

/* Lets an abandoned job come to its end, so that the handle stands where it will stand. */
static bool abandoned_await(const struct call *call)
{
	struct rt__file *file = &call->plain->file;
	while (file->job != NULL) {
		const struct rt__file_job *job = file->job;
		if (job->job.state != RT__JOB_DONE) {
			if (!rt__job_await(&file->job->job, call->op, -1)) {
				return false;
			}
			continue;
		}
		if (job->moves && job->job.ran && job->result > 0) {
			call->stream->position += job->result;
		}
		file_job_forget(file);
	}
	return true;
}

static void call_end(const struct call *call)
{
	rt__lock_release(&call->plain->file.lock);
	call->plain->users--;
}

static bool call_fail(const struct call *call)
{
	if (EG(exception) != NULL) {
		rt__plain_fail_with_exception(call->stream, call->verb, call->count);
	}
	return false;
}

/* Waits until it is this call's turn. False: it is not going to be; a notice has said why. */
static bool call_begin(const struct call *call)
{
	call->plain->users++;
	if (!rt__lock_acquire(&call->plain->file.lock, call->op)) {
		call->plain->users--;
		return call_fail(call);
	}
	if (!abandoned_await(call) || call->plain->closed) {
		call_end(call);
		return call_fail(call);
	}
	return true;
}

/* Does the job (consumed). False: it was abandoned, and the call fails. Else its outcome is still in it, and the caller
 * forgets it. */
static bool call_do(const struct call *call, struct rt__file_job *job)
{
	struct rt__file *file = &call->plain->file;
	struct rt__limit limit = rt__limit_from(&call->plain->timeout);
	file->job = job;
	rt__wait_add(rt__run.current, &job->job.event, rt__notify_resume, NULL);
	enum rt__wake wake = rt__limit_park(&limit, call->op, -1);
	call->plain->timed_out = wake == RT__WAKE_TIMEOUT;
	if (wake != RT__WAKE_READY || call->plain->closed || !job->job.ran) {
		return call_fail(call);
	}
	RT__HOOK(io, rt__run.current, call->op, job->result < 0 ? -(ssize_t) job->error : job->result);
	return true;
}

/* The whole of a call that moves nothing. Its result, or -1; *status, if asked for, is what the job has found. */
static int call_simple(const struct call *call, struct rt__file_job *job, struct stat *status)
{
	struct rt__file *file = &call->plain->file;
	int result = -1;
	if (!call_begin(call)) {
		rt__job_release(&job->job);
		return -1;
	}
	if (call_do(call, job)) {
		result = (int) job->result;
		errno = job->error;
		if (status != NULL) {
			*status = job->status;
		}
		file_job_forget(file);
	}
	call_end(call);
	return result;
}

/* ---- reading ---- */

static ssize_t read_take(const struct call *call, struct rt__target *target)
{
	struct rt__file_job *job = call->plain->file.job;
	ssize_t result = job->result;
	if (result > 0) {
		result = (size_t) result < target->size ? result : (ssize_t) target->size;
		memcpy(target->data, job->data, (size_t) result);
		lseek(job->fd, job->offset + result, SEEK_SET);
	}
	return result;
}

static ssize_t read_in_turn(const struct call *call, int fd, struct rt__target *target)
{
	/* Whoever was before may have filled the buffer, which is as good as having read. */
	if (!rt__target_refresh(call->stream, target)) {
		return 0;
	}
	struct rt__file_job *job = file_job_create(fd, call_read, target->size);
	job->offset = lseek(fd, 0, SEEK_CUR);
	if (!call_do(call, job)) {
		return -1;
	}
	rt__target_refresh(call->stream, target);
	ssize_t result = read_take(call, target);
	int error = job->error;
	file_job_forget(&call->plain->file);
	if (result == 0 || (result < 0 && error != EBADF)) {
		call->stream->eof = 1;
	}
	return result < 0 ? rt__plain_fail_with_errno(call->stream, call->verb, call->count, error) : result;
}

static struct call call_of(php_stream *stream, enum rt_op op, const char *verb, size_t count)
{
	return (struct call) {
		.stream = stream, .plain = rt__plain_of(stream), .verb = verb, .count = count, .op = op,
	};
}

/* Whether the running call may be parked in something done to this file. */
static bool parks(const php_stream *stream, int fd)
{
	const zend_execute_data *frame = EG(current_execute_data);
	return frame != NULL && frame->func != NULL && !ZEND_USER_CODE(frame->func->type)
		&& !php_stream_is_persistent(stream) && (fcntl(fd, F_GETFL) & O_NONBLOCK) == 0
		&& lseek(fd, 0, SEEK_CUR) >= 0;
}

static ssize_t file_read(php_stream *stream, int fd, char *buffer, size_t count)
{
	if (!parks(stream, fd)) {
		return rt__plain_engine_read(stream, buffer, count);
	}
	struct call call = call_of(stream, RT_OP_READ, "Read", count);
	struct rt__target target = rt__target_from(stream, buffer, count);
	if (!call_begin(&call)) {
		return -1;
	}
	ssize_t result = read_in_turn(&call, fd, &target);
	call_end(&call);
	return result;
}

/* ---- writing ---- */

static ssize_t file_write(php_stream *stream, int fd, const char *buffer, size_t count)
{
	if (!parks(stream, fd) || count == 0) {
		return rt__plain_engine_write(stream, buffer, count);
	}
	struct call call = call_of(stream, RT_OP_WRITE, "Write", count);
	ssize_t result = -1;
	if (!call_begin(&call)) {
		return -1;
	}
	struct rt__file_job *job = file_job_create(fd, call_write, count);
	memcpy(job->data, buffer, count);
	job->moves = true;
	if (call_do(&call, job)) {
		int error = job->error;
		result = job->result;
		file_job_forget(&call.plain->file);
		if (result < 0) {
			rt__plain_fail_with_errno(stream, call.verb, count, error);
		}
	}
	call_end(&call);
	return result;
}

/* ---- the rest ---- */

static int file_seek(php_stream *stream, int fd, zend_off_t offset, int whence, zend_off_t *position)
{
	const struct rt__plain *plain = rt__plain_find(stream);
	/* A seek does not block. It only must not come between the parts of another call. */
	if (plain == NULL || (!plain->file.lock.held && plain->file.job == NULL) || !parks(stream, fd)) {
		return rt__plain_engine_seek(stream, offset, whence, position);
	}
	struct call call = call_of(stream, RT_OP_READ, "Seek", 0);
	if (!call_begin(&call)) {
		return -1;
	}
	int result = rt__plain_engine_seek(stream, offset, whence, position);
	call_end(&call);
	return result;
}

static int file_stat(php_stream *stream, int fd, php_stream_statbuf *status)
{
	if (!parks(stream, fd)) {
		return rt__plain_engine_stat(stream, status);
	}
	struct call call = call_of(stream, RT_OP_READ, "Stat", 0);
	return call_simple(&call, file_job_create(fd, call_stat, 0), &status->sb);
}

static int file_sync(php_stream *stream, int fd, bool data_only)
{
	struct call call = call_of(stream, RT_OP_WRITE, "Sync", 0);
	struct rt__file_job *job = file_job_create(fd, data_only ? call_fdatasync : call_fsync, 0);
	return call_simple(&call, job, NULL) == 0 ? PHP_STREAM_OPTION_RETURN_OK : PHP_STREAM_OPTION_RETURN_ERR;
}

static int file_truncate(php_stream *stream, int fd, ptrdiff_t size)
{
	struct call call = call_of(stream, RT_OP_WRITE, "Truncate", 0);
	struct rt__file_job *job = file_job_create(fd, call_truncate, 0);
	job->offset = size;
	return call_simple(&call, job, NULL) == 0 ? PHP_STREAM_OPTION_RETURN_OK : PHP_STREAM_OPTION_RETURN_ERR;
}

static bool file_option(php_stream *stream, int fd, int option, int value, void *parameter, int *result)
{
	if (option == PHP_STREAM_OPTION_SYNC_API && value != PHP_STREAM_SYNC_SUPPORTED && parks(stream, fd)) {
		*result = file_sync(stream, fd, value == PHP_STREAM_SYNC_FDSYNC);
		return true;
	}
	if (option == PHP_STREAM_OPTION_TRUNCATE_API && value == PHP_STREAM_TRUNCATE_SET_SIZE
			&& *(ptrdiff_t *) parameter >= 0 && parks(stream, fd)) {
		*result = file_truncate(stream, fd, *(ptrdiff_t *) parameter);
		return true;
	}
	/* Through a mapping the file would be read on first touch, with nobody parked. */
	if (option == PHP_STREAM_OPTION_MMAP_API && value == PHP_STREAM_MMAP_SUPPORTED && parks(stream, fd)) {
		*result = PHP_STREAM_OPTION_RETURN_ERR;
		return true;
	}
	return false;
}

const struct rt__plain_kind rt__file_kind = {
	.read = file_read,
	.write = file_write,
	.seek = file_seek,
	.stat = file_stat,
	.option = file_option,
};

void rt__file_init(struct rt__file *file)
{
	rt__lock_init(&file->lock);
}

void rt__file_leave(struct rt__file *file)
{
	if (file->job != NULL) {
		rt__job_settle(&file->job->job);
	}
}

void rt__file_free(struct rt__file *file)
{
	rt__file_leave(file);
	if (file->job != NULL) {
		file_job_forget(file);
	}
}
