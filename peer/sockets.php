<?php
/*
 * sockets.php - what a peer or a client asks of a socket below PHP's streams: its buffers, and a reset at its close.
 *
 * It takes ext/sockets. No side effects, no static state.
 */

namespace FuzzAsync;

use function function_exists;
use function socket_import_stream;
use function socket_set_option;

/**
 * Asks for small kernel buffers, so that a transfer of some KiB blocks. False when the socket cannot be reached.
 * A receive buffer is only made small on a listener, whose connections inherit it: on a connection the kernel has
 * already promised more room than there then is, and drops what comes.
 */
function socket_buffers($stream, int $bytes, bool $listens): bool
{
    if (!function_exists('socket_import_stream') || !($socket = @socket_import_stream($stream))) {
        return false;
    }
    /* Importing turns the stream's own read buffer off; freeing the Socket leaves the descriptor to the stream. */
    return @socket_set_option($socket, SOL_SOCKET, SO_SNDBUF, $bytes)
        && (!$listens || @socket_set_option($socket, SOL_SOCKET, SO_RCVBUF, $bytes));
}

/** Makes the coming close a hard reset. False when it cannot be done: the close will then be an ordinary one. */
function socket_reset_on_close($stream): bool
{
    if (!function_exists('socket_import_stream') || !($socket = @socket_import_stream($stream))) {
        return false;
    }
    return @socket_set_option($socket, SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
}
