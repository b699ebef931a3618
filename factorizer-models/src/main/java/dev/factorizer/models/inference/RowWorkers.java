package dev.factorizer.models.inference;

import dev.factorizer.io.threads.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Does something with each row of an image on all processors. What a task computes depends on its row alone, so results have the
 * same bits for any number of them. The calling thread works, too. Unlike {@code Threads} of the module of files, which starts threads for
 * each image, these stay for the many short rounds of a segmentation, and each has working arrays of its own.
 */
final class RowWorkers implements AutoCloseable {
    /** What is done with a row. */
    @FunctionalInterface
    interface Task {
        /**
         * Does it.
         *
         * @param row which
         * @param worker who does it, from 0: each has working arrays of its own
         */
        void run(int row, int worker);
    }

    private final int count;
    /** Null where the calling thread is the only one. */
    private final @Nullable ExecutorService helpers;

    RowWorkers() {
        count = Threads.most();
        helpers = count == 1 ? null : Executors.newFixedThreadPool(count - 1,
                Thread.ofPlatform().daemon().name("factorizer-rows-", 1).factory());
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** Runs a task for each row and returns when all are done. */
    void each(int from, int to, Task task) {
        AtomicInteger next = new AtomicInteger(from);
        List<Future<?>> running = new ArrayList<>();
        for (int worker = 1; helpers != null && worker < Math.min(count, to - from); worker++) {
            int index = worker;
            running.add(helpers.submit(() -> work(next, to, task, index)));
        }
        try {
            work(next, to, task, 0);
        } finally {
            // Whatever happens: no helper may write into what the caller takes back.
            next.set(to);
            running.forEach(RowWorkers::await);
        }
    }

    private static void work(AtomicInteger next, int to, Task task, int worker) {
        for (int row; (row = next.getAndIncrement()) < to;) {
            task.run(row, worker);
        }
    }

    private static void await(Future<?> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("segment: a row failed", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (helpers != null) {
            helpers.shutdown();
        }
    }
}
