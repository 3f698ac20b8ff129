/* dns.c - looking up host names and addresses in the thread pool, with the coroutine parked meanwhile.
 *
 * A lookup that a worker has begun cannot be stopped: when its coroutine is cancelled it is abandoned.
 */
#include "runtime/socket.h"

#include <arpa/inet.h>
#include <netdb.h>

#define HOST_NAME_MAX_ASKED 255     /* the engine refuses longer ones, with a warning */

struct lookup {
	struct rt__job job;
	struct addrinfo hints;
	char *host;
	struct addrinfo *addresses;
	int error;                  /* EAI_ code, or 0 */
};

static void lookup_run(struct rt__job *job)
{
	struct lookup *lookup = (struct lookup *) job;
	lookup->error = getaddrinfo(lookup->host, NULL, &lookup->hints, &lookup->addresses);
}

static void lookup_free(struct rt__job *job)
{
	struct lookup *lookup = (struct lookup *) job;
	if (lookup->addresses != NULL) {
		freeaddrinfo(lookup->addresses);
	}
	free(lookup->host);
}

static const struct rt__job_ops lookup_ops = { .run = lookup_run, .free = lookup_free };

static struct lookup *lookup_create(const char *host, int family)
{
	struct lookup *lookup = rt__job_create(sizeof(*lookup), &lookup_ops);
	lookup->hints.ai_family = family;
	lookup->hints.ai_socktype = SOCK_STREAM;
	/* The engine asks so for the only one who wants this family and no other. */
	lookup->hints.ai_flags = family == AF_INET6 ? AI_V4MAPPED | AI_ADDRCONFIG : 0;
	lookup->host = pestrdup(host, true);
	return lookup;
}

/* Only a few can be told apart by a program. */
static int resolver_error(int error)
{
	switch (error) {
	case 0:
	case EAI_AGAIN:
	case EAI_FAIL:
	case EAI_MEMORY:
		return error;
	default:
		return EAI_NONAME;
	}
}

int rt__dns_lookup(const char *host, int family, struct rt__limit *limit, struct addrinfo **addresses)
{
	struct lookup *lookup = lookup_create(host, family);
	int result = RT__DNS_CANCELLED;
	*addresses = NULL;
	rt__wait_add(rt__run.current, &lookup->job.event, rt__notify_resume, NULL);
	switch (rt__limit_park(limit, RT_OP_DNS, -1)) {
	case RT__WAKE_THROWN:
		break;
	case RT__WAKE_TIMEOUT:
		result = RT__DNS_TIMEOUT;
		break;
	default:
		result = resolver_error(lookup->error);
		*addresses = lookup->addresses;
		lookup->addresses = NULL;
		break;
	}
	rt__job_release(&lookup->job);
	return result;
}

/* ---- the name of an address ---- */

struct reverse {
	struct rt__job job;
	struct sockaddr_storage address;
	socklen_t size;
	char name[NI_MAXHOST];
	int error;                  /* EAI_ code, or 0 */
};

static void reverse_run(struct rt__job *job)
{
	struct reverse *reverse = (struct reverse *) job;
	reverse->error = getnameinfo((struct sockaddr *) &reverse->address, reverse->size, reverse->name,
		sizeof(reverse->name), NULL, 0, NI_NAMEREQD);
}

static void reverse_free(struct rt__job *job)
{
	(void) job;                 /* it owns nothing */
}

static const struct rt__job_ops reverse_ops = { .run = reverse_run, .free = reverse_free };

/* NULL if the text is no address. */
static struct reverse *reverse_create(const char *text)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	struct sockaddr_in four = { .sin_family = AF_INET };
	bool is_six = inet_pton(AF_INET6, text, &six.sin6_addr) == 1;
	if (!is_six && inet_pton(AF_INET, text, &four.sin_addr) != 1) {
		return NULL;
	}
	struct reverse *reverse = rt__job_create(sizeof(*reverse), &reverse_ops);
	reverse->size = is_six ? sizeof(six) : sizeof(four);
	memcpy(&reverse->address, is_six ? (const void *) &six : (const void *) &four, reverse->size);
	return reverse;
}

/* ---- the functions ---- */

/* Whether the name has to be looked up. Addresses do not, and what the engine refuses it refuses at once. */
static bool needs_lookup(const char *host, size_t size)
{
	struct in_addr address;
	return size > 0 && size <= HOST_NAME_MAX_ASKED && inet_pton(AF_INET, host, &address) != 1 && rt__can_suspend();
}

static void address_add(zval *list, const struct addrinfo *address)
{
	char text[INET_ADDRSTRLEN];
	const struct sockaddr_in *four = (const struct sockaddr_in *) address->ai_addr;
	if (address->ai_family == AF_INET && inet_ntop(AF_INET, &four->sin_addr, text, sizeof(text)) != NULL) {
		add_next_index_string(list, text);
	}
}

/* The host's addresses as strings; an empty array if it has none. False: cancelled. */
static bool addresses_list(const char *host, zval *list)
{
	struct addrinfo *addresses;
	struct rt__limit unlimited = rt__limit_from(NULL);
	int error = rt__dns_lookup(host, AF_INET, &unlimited, &addresses);
	array_init(list);
	for (const struct addrinfo *address = addresses; address != NULL; address = address->ai_next) {
		address_add(list, address);
	}
	if (addresses != NULL) {
		freeaddrinfo(addresses);
	}
	return error != RT__DNS_CANCELLED;
}

enum { BYNAME, BYNAMEL, BYADDR };

static ZEND_FUNCTION(rt__gethostbyname)
{
	zend_string *host;
	zval list;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_PATH_STR(host)
	ZEND_PARSE_PARAMETERS_END();
	if (!needs_lookup(ZSTR_VAL(host), ZSTR_LEN(host))) {
		rt__dns_functions[BYNAME].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	addresses_list(ZSTR_VAL(host), &list);
	zval *first = zend_hash_index_find(Z_ARRVAL(list), 0);
	if (first != NULL) {
		RETVAL_COPY(first);
	} else {
		RETVAL_STR_COPY(host);
	}
	zval_ptr_dtor(&list);
}

static ZEND_FUNCTION(rt__gethostbynamel)
{
	zend_string *host;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_PATH_STR(host)
	ZEND_PARSE_PARAMETERS_END();
	if (!needs_lookup(ZSTR_VAL(host), ZSTR_LEN(host))) {
		rt__dns_functions[BYNAMEL].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	if (!addresses_list(ZSTR_VAL(host), return_value) || zend_hash_num_elements(Z_ARRVAL_P(return_value)) == 0) {
		zval_ptr_dtor(return_value);
		RETURN_FALSE;
	}
}

static ZEND_FUNCTION(rt__gethostbyaddr)
{
	zend_string *address;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_PATH_STR(address)
	ZEND_PARSE_PARAMETERS_END();
	struct reverse *reverse = rt__can_suspend() ? reverse_create(ZSTR_VAL(address)) : NULL;
	if (reverse == NULL) {
		rt__dns_functions[BYADDR].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	if (!rt__job_await(&reverse->job, RT_OP_DNS, -1)) {
		RETVAL_FALSE;
	} else if (reverse->error == 0) {
		RETVAL_STRING(reverse->name);
	} else {
		RETVAL_STR_COPY(address);
	}
	rt__job_release(&reverse->job);
}

struct rt__replacement rt__dns_functions[] = {
	[BYNAME] = { "gethostbyname", ZEND_FN(rt__gethostbyname), NULL },
	[BYNAMEL] = { "gethostbynamel", ZEND_FN(rt__gethostbynamel), NULL },
	[BYADDR] = { "gethostbyaddr", ZEND_FN(rt__gethostbyaddr), NULL },
	{ NULL, NULL, NULL },
};
