--TEST--
functions, classes and methods have TrueAsync's signatures: names, types, defaults, what they return and implement
--DESCRIPTION--
What an implementation does not have is left out; what it has must be as written here. Cancellation extends Error where
the engine knows no third root of exceptions.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--FILE--
<?php
$functions = <<<'END'
spawn(callable $task, mixed ...$args): Async\Coroutine
spawn_with(Async\ScopeProvider $provider, callable $task, mixed ...$args): Async\Coroutine
suspend(): void
protect(Closure $closure): mixed
await(Async\Completable $awaitable, ?Async\Completable $cancellation = null): mixed
await_any_or_fail(iterable $triggers, ?Async\Awaitable $cancellation = null): mixed
await_first_success(iterable $triggers, ?Async\Awaitable $cancellation = null): mixed
await_all_or_fail(iterable $triggers, ?Async\Awaitable $cancellation = null, bool $preserveKeyOrder = true): array
await_all(iterable $triggers, ?Async\Awaitable $cancellation = null, bool $preserveKeyOrder = true, bool $fillNull = false): array
await_any_of_or_fail(int $count, iterable $triggers, ?Async\Awaitable $cancellation = null, bool $preserveKeyOrder = true): array
await_any_of(int $count, iterable $triggers, ?Async\Awaitable $cancellation = null, bool $preserveKeyOrder = true, bool $fillNull = false): array
delay(int $ms): void
timeout(int $ms): Async\Awaitable
current_coroutine(): Async\Coroutine
get_coroutines(): array
graceful_shutdown(?Async\AsyncCancellation $cancellationError = null): void
iterate(iterable $iterable, callable $callback, int $concurrency = 0, bool $cancelPending = true): void
current_context(): Async\Context
coroutine_context(): Async\Context
root_context(): Async\Context
request_context(): ?Async\Context
signal(Async\Signal $signal, ?Async\Completable $cancellation = null): Async\Future
available_parallelism(): int
runtime_stats(): array
cpu_usage(): array
loadavg(): ?array
END;
$classes = <<<'END'
interface Awaitable
interface Completable: Async\Awaitable
  cancel(?Async\AsyncCancellation $cancellation = null): void
  isCompleted(): bool
  isCancelled(): bool
interface ScopeProvider
  provideScope(): ?Async\Scope
interface SpawnStrategy: Async\ScopeProvider
  beforeCoroutineEnqueue(Async\Coroutine $coroutine, Async\Scope $scope): array
  afterCoroutineEnqueue(Async\Coroutine $coroutine, Async\Scope $scope): void
final Coroutine: Async\Completable
  getId(): int
  getResult(): mixed
  getException(): mixed
  cancel(?Async\AsyncCancellation $cancellation = null): void
  isStarted(): bool
  isQueued(): bool
  isRunning(): bool
  isSuspended(): bool
  isCancelled(): bool
  isCancellationRequested(): bool
  isCompleted(): bool
  asHiPriority(): Async\Coroutine
  getTrace(int $options = 1, int $limit = 0): ?array
  getSpawnFileAndLine(): array
  getSpawnLocation(): string
  getSuspendFileAndLine(): array
  getSuspendLocation(): string
  getAwaitingInfo(): array
  getContext(): Async\Context
final FutureState
  __construct()
  complete(mixed $result): void
  error(Throwable $throwable): void
  isCompleted(): bool
  ignore(): void
  getAwaitingInfo(): array
  getCreatedFileAndLine(): array
  getCreatedLocation(): string
  getCompletedFileAndLine(): array
  getCompletedLocation(): string
final Future: Async\Completable
  __construct(Async\FutureState $state)
  static completed(mixed $value = null): Async\Future
  static failed(Throwable $throwable): Async\Future
  isCompleted(): bool
  isCancelled(): bool
  cancel(?Async\AsyncCancellation $cancellation = null): void
  ignore(): Async\Future
  map(callable $map): Async\Future
  catch(callable $catch): Async\Future
  finally(callable $finally): Async\Future
  await(?Async\Completable $cancellation = null): mixed
  getAwaitingInfo(): array
  getCreatedFileAndLine(): array
  getCreatedLocation(): string
  getCompletedFileAndLine(): array
  getCompletedLocation(): string
final Timeout: Async\Completable
  private __construct()
  cancel(?Async\AsyncCancellation $cancellation = null): void
  isCompleted(): bool
  isCancelled(): bool
final Scope: Async\ScopeProvider
  static inherit(?Async\Scope $parentScope = null): Async\Scope
  __construct()
  provideScope(): Async\Scope
  asNotSafely(): Async\Scope
  allowZombies(): Async\Scope
  spawn(Closure $callable, mixed ...$params): Async\Coroutine
  awaitCompletion(Async\Awaitable $cancellation): void
  awaitAfterCancellation(?callable $errorHandler = null, ?Async\Awaitable $cancellation = null): void
  isFinished(): bool
  isClosed(): bool
  isCancelled(): bool
  dispose(): void
  disposeSafely(): void
  getChildScopes(): array
final Channel: Async\Awaitable, Countable, IteratorAggregate, Traversable
  __construct(int $capacity = 0, int $noProducerTimeout = 0, int $noConsumerTimeout = 0, bool $hardTimeouts = false)
  send(mixed $value, ?Async\Completable $cancellationToken = null): void
  sendAsync(mixed $value): bool
  recv(?Async\Completable $cancellationToken = null): mixed
  recvAsync(): Async\Future
  close(): void
  isClosed(): bool
  capacity(): int
  count(): int
  isEmpty(): bool
  isFull(): bool
  getIterator(): Iterator
final Context
  find(object|string $key): mixed
  get(object|string $key): mixed
  has(object|string $key): bool
  findLocal(object|string $key): mixed
  getLocal(object|string $key): mixed
  hasLocal(object|string $key): bool
  set(object|string $key, mixed $value, bool $replace = false): Async\Context
  unset(object|string $key): Async\Context
final CompositeException
  addException(Throwable $exception): void
  getExceptions(): array
END;
$parents = [
    "AsyncCancellation" => "Cancellation", "OperationCanceledException" => "Async\\AsyncCancellation",
    "DeadlockError" => "Error", "AsyncException" => "Exception", "ChannelException" => "Async\\AsyncException",
    "ContextException" => "Async\\AsyncException", "TimeoutException" => "Exception",
    "InputOutputException" => "Exception", "DnsException" => "Exception", "PollException" => "Exception",
    "CompositeException" => "Exception",
];

/* Type names are sorted, since engines write unions in different orders; iterable is a union in some of them. */
function type(?ReflectionType $type): string
{
    $text = (string) $type;
    $names = explode("|", $text);
    sort($names);
    return ["Traversable|array" => "iterable"][implode("|", $names)] ?? implode("|", $names);
}

function signature(ReflectionFunctionAbstract $function): string
{
    $parameters = [];
    foreach ($function->getParameters() as $parameter) {
        $text = type($parameter->getType()) . ($parameter->isVariadic() ? " ..." : " ") . "$" . $parameter->getName();
        if ($parameter->isDefaultValueAvailable()) {
            $text .= " = " . strtolower(var_export($parameter->getDefaultValue(), true));
        }
        $parameters[] = $text;
    }
    $return = $function->hasReturnType() ? ": " . type($function->getReturnType()) : "";
    return $function->getShortName() . "(" . implode(", ", $parameters) . ")$return";
}

function compare(string $where, string $wanted, string $found): void
{
    if ($wanted !== $found) {
        echo "$where\n  wanted: $wanted\n  found:  $found\n";
    }
}

$count = 0;
foreach (explode("\n", $functions) as $line) {
    $name = "Async\\" . strtok($line, "(");
    if (function_exists($name)) {
        compare($name, $line, signature(new ReflectionFunction($name)));
        $count++;
    }
}
$class = null;
foreach (explode("\n", $classes) as $line) {
    if ($line[0] !== " ") {
        preg_match('/^(final |interface )?(\w+)(?:: (.*))?$/', $line, $match);
        $name = "Async\\" . $match[2];
        $class = class_exists($name) || interface_exists($name) ? new ReflectionClass($name) : null;
        if ($class === null) {
            continue;
        }
        compare("$name kind", $match[1], $class->isFinal() ? "final " : ($class->isInterface() ? "interface " : ""));
        $interfaces = array_values(array_diff($class->getInterfaceNames(), ["Throwable", "Stringable"]));
        $wanted = array_filter(explode(", ", $match[3] ?? ""));
        if (in_array("Async\\Completable", $wanted, true)) {
            $wanted[] = "Async\\Awaitable";
        }
        sort($interfaces);
        sort($wanted);
        compare("$name interfaces", implode(", ", $wanted), implode(", ", $interfaces));
        if (!$class->isInterface()) {
            compare("$name cloneable", "no", $class->isCloneable() && !$class->isSubclassOf("Throwable") ? "yes" : "no");
        }
    } elseif ($class !== null) {
        preg_match('/^  ((?:static |private )?)((\w+).*)$/', $line, $match);
        if (!$class->hasMethod($match[3])) {
            echo "no ", $class->getName(), "::", $match[3], "()\n";
            continue;
        }
        $method = $class->getMethod($match[3]);
        $found = ($method->isStatic() ? "static " : "") . ($method->isPrivate() ? "private " : "");
        compare($class->getName() . "::" . $match[3], $match[1] . $match[2], $found . signature($method));
        $count++;
    }
}
foreach ($parents as $name => $parent) {
    if (class_exists("Async\\$name")) {
        compare("parent of $name", $parent, get_parent_class("Async\\$name"));
        $count++;
    }
}
var_dump($count > 60, (new ReflectionClass("Cancellation"))->implementsInterface("Throwable"));
--EXPECT--
bool(true)
bool(true)
