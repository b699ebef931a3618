package dev.factorizer.io.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many threads a transform uses: as many as there are processors, unless {@link #limit} says otherwise. Work is split by the
 * image alone, and no part depends on another, so results have the same bits for any number of threads.
 */
public final class Threads {
    /** Values that are sooner done by one thread than another is started. */
    private static final long WORTH_A_THREAD = 1 << 16;
    private static final ScopedValue<Integer> LIMIT = ScopedValue.newInstance();

    private Threads() { }

    /**
     * Does something with a limit on the threads of its transforms. With 1, they run on the calling thread alone, as is best
     * where many images are transformed at a time.
     *
     * @param <T> what the work results in
     * @param most the most threads, the calling one included, at least 1
     * @param work the work
     * @return its result
     */
    public static <T> T limit(int most, Supplier<T> work) {
        if (most < 1) {
            throw new IllegalArgumentException("threads: limit is " + most + ", expected at least 1");
        }
        return ScopedValue.where(LIMIT, most).call(work::get);
    }

    /** {@return how many threads work may use here, the calling one included: the limit, or the number of processors} */
    public static int most() {
        return LIMIT.isBound() ? LIMIT.get() : Runtime.getRuntime().availableProcessors();
    }

    /**
     * Runs tasks on several threads, the calling one among them, and returns when all are done.
     *
     * @param tasks how many
     * @param values how many values a task handles: for few, no thread is started
     * @param task receives 0 to tasks − 1, each once, in any order; it must not depend on another one
     * @throws CancellationException if the calling thread is interrupted; it stays so
     */
    public static void each(int tasks, long values, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> helpers = new ArrayList<>();
        try {
            int count = count(tasks, values);
            for (int i = 1; i < count; i++) {
                helpers.add(Thread.ofPlatform().daemon().name("factorizer-io-" + i)
                        .start(() -> help(next, tasks, task, failure)));
            }
            work(next, tasks, task, Thread.currentThread());
        } finally {
            // Whatever happens: no helper may write into what the caller takes back.
            next.set(tasks);
            join(helpers);
        }
        switch (failure.get()) {
            case null -> { }
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    private static int count(int tasks, long values) {
        long worth = Math.max(1, tasks * values / WORTH_A_THREAD);
        return (int) Math.min(Math.min(tasks, most()), worth);
    }

    private static void help(AtomicInteger next, int tasks, IntConsumer task, AtomicReference<Throwable> failure) {
        try {
            work(next, tasks, task, null);
        } catch (Throwable e) {
            next.set(tasks);
            failure.compareAndSet(null, e);
        }
    }

    private static void work(AtomicInteger next, int tasks, IntConsumer task, @Nullable Thread interruptible) {
        for (int i; (i = next.getAndIncrement()) < tasks;) {
            if (interruptible != null && interruptible.isInterrupted()) {
                throw new CancellationException("transforms: interrupted; there is no result");
            }
            task.accept(i);
        }
    }

    private static void join(List<Thread> helpers) {
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
