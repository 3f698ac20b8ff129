/* engine_options.h - options of libFuzzer that are ours unless the command line says otherwise. */
#ifndef FUZZ_ENGINE_OPTIONS_H
#define FUZZ_ENGINE_OPTIONS_H

/* Puts them before the arguments of the user, of which the engine takes the last of a kind. What comes out stays for the life of
 * the process. Changes nothing for other engines, which would take an option for a file, or without memory. */
void engine_options_add(int *argc, char ***argv);

#endif
