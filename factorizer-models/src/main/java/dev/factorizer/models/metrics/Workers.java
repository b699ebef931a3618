package dev.factorizer.models.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Does tasks on all processors. No task depends on another, so results have the same bits for any number of threads. */
final class Workers {
    private Workers() { }

    /** Returns when all are done; the calling thread works, too. */
    static void each(int tasks, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> helpers = new ArrayList<>();
        int count = Math.min(tasks, Runtime.getRuntime().availableProcessors());
        for (int i = 1; i < count; i++) {
            helpers.add(Thread.ofPlatform().daemon().name("factorizer-metrics-" + i).start(() -> work(next, tasks, task, failure)));
        }
        work(next, tasks, task, failure);
        helpers.forEach(Workers::join);
        switch (failure.get()) {
            case null -> { }
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    private static void work(AtomicInteger next, int tasks, IntConsumer task, AtomicReference<Throwable> failure) {
        try {
            for (int i; (i = next.getAndIncrement()) < tasks;) {
                task.accept(i);
            }
        } catch (RuntimeException | Error e) {
            next.set(tasks);
            failure.compareAndSet(null, e);
        }
    }

    private static void join(Thread helper) {
        boolean interrupted = false;
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
