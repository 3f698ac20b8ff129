/* readiness.h - descriptors of a run whose readiness is kept back for a while, because a fault of the plan says so.
 *
 * Two ways: the rest of what arrived is not there before the next turn of the loop (split); or the loop is told late that
 * something is ready, though whoever looks by itself finds it (delay). A turn is a wait for descriptors; one in which the
 * loop has nothing else to do takes a millisecond of virtual time.
 */
#ifndef HARNESS_READINESS_H
#define HARNESS_READINESS_H

#include <stdbool.h>
#include <stdint.h>

void readiness_reset(void);
void readiness_forget(int fd);

/* A turn begins. */
void readiness_turn(void);

/* What is left to read there cannot be read before the next turn. */
void readiness_hold(int fd);
bool readiness_is_held(int fd);

/* The loop learns of events on the descriptor only `turns` turns from now. */
void readiness_delay(int fd, uint32_t turns);
bool readiness_is_late(int fd);

/* Turns until the next late descriptor is no longer late; 0 when none is. */
uint32_t readiness_next(void);

/* That many turns pass at once. */
void readiness_pass(uint32_t turns);

#endif
