/* dns.c - looking up host names in the thread pool, with the coroutine parked meanwhile.
 *
 * A lookup that a worker has begun cannot be stopped: when its coroutine is cancelled it is abandoned.
 */
#include "runtime/rt_private.h"

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

int rt__dns_lookup(const char *host, int family, struct addrinfo **addresses)
{
	struct lookup *lookup = lookup_create(host, family);
	int result = EAI_SYSTEM;
	*addresses = NULL;
	if (rt__job_await(&lookup->job, RT_OP_DNS, -1)) {
		result = resolver_error(lookup->error);
		*addresses = lookup->addresses;
		lookup->addresses = NULL;
	}
	rt__job_release(&lookup->job);
	return result;
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
	int error = rt__dns_lookup(host, AF_INET, &addresses);
	array_init(list);
	for (const struct addrinfo *address = addresses; address != NULL; address = address->ai_next) {
		address_add(list, address);
	}
	if (addresses != NULL) {
		freeaddrinfo(addresses);
	}
	return error != EAI_SYSTEM;
}

static ZEND_FUNCTION(rt__gethostbyname)
{
	zend_string *host;
	zval list;
	ZEND_PARSE_PARAMETERS_START(1, 1)
		Z_PARAM_PATH_STR(host)
	ZEND_PARSE_PARAMETERS_END();
	if (!needs_lookup(ZSTR_VAL(host), ZSTR_LEN(host))) {
		rt__dns_functions[0].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
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
		rt__dns_functions[1].engine(INTERNAL_FUNCTION_PARAM_PASSTHRU);
		return;
	}
	if (!addresses_list(ZSTR_VAL(host), return_value) || zend_hash_num_elements(Z_ARRVAL_P(return_value)) == 0) {
		zval_ptr_dtor(return_value);
		RETURN_FALSE;
	}
}

struct rt__replacement rt__dns_functions[] = {
	{ "gethostbyname", ZEND_FN(rt__gethostbyname), NULL },
	{ "gethostbynamel", ZEND_FN(rt__gethostbynamel), NULL },
	{ NULL, NULL, NULL },
};
