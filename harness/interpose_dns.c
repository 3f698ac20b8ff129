/* interpose_dns.c - the lookup of host names, which a fault of the plan can make fail as if no server answered. */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <stddef.h>

#include "harness/faults.h"
#include "harness/world.h"

typedef int lookup(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **addresses);

__attribute__((weak)) lookup __interceptor_getaddrinfo;

/* An address needs no server: libc promises to understand it. */
static bool is_address(const char *host)
{
	struct in6_addr address;

	return host == NULL || inet_pton(AF_INET, host, &address) == 1 || inet_pton(AF_INET6, host, &address) == 1;
}

static bool is_disturbed(const char *host)
{
	const struct plan_fault *fault = world_is_active() ? faults_call(PLAN_CALL_LOOKUP) : NULL;

	if (fault == NULL || (is_address(host) && faults_is_strict()))
		return false;
	faults_took(fault);
	return true;
}

int getaddrinfo(const char *restrict host, const char *restrict service, const struct addrinfo *restrict hints,
		struct addrinfo **restrict addresses)
{
	static lookup *next;

	if (is_disturbed(host))
		return EAI_AGAIN;
	if (__interceptor_getaddrinfo != NULL)
		return __interceptor_getaddrinfo(host, service, hints, addresses);
	if (next == NULL)
		next = (lookup *)dlsym(RTLD_NEXT, "getaddrinfo");
	return next(host, service, hints, addresses);
}
