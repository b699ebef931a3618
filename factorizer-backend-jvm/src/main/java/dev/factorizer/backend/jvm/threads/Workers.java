package dev.factorizer.backend.jvm.threads;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A fixed team of named daemon threads that runs the tasks of one loop at a time.
 *
 * <p>A loop is a number of tasks, and what each task computes depends on its index alone, never on the thread or on how
 * many threads there are: that is what makes results the same bits for any thread count. The calling thread works too.
 */
public final class Workers implements AutoCloseable {
    /** One task of a loop. */
    @FunctionalInterface
    public interface Task {
        /**
         * Runs the task.
         *
         * @param index which task, from 0
         * @param scratch working arrays of the thread that runs it; what it takes is given back when it ends
         */
        void run(int index, Scratch scratch);
    }

    private record Loop(int tasks, Task task, AtomicInteger next, CountDownLatch helpersDone,
            AtomicReference<Throwable> failure) {
        void work(Scratch scratch) {
            try {
                for (int index; (index = next.getAndIncrement()) < tasks;) {
                    scratch.clear();
                    task.run(index, scratch);
                }
            } catch (Throwable thrown) {
                // The first failure wins; the counter jumps past the end so that no worker starts another task.
                failure.compareAndSet(null, thrown);
                next.set(tasks);
            }
        }
    }

    private static final Loop STOP = new Loop(0, (index, scratch) -> { }, new AtomicInteger(), new CountDownLatch(0),
            new AtomicReference<>());

    private final int threads;
    private final LinkedTransferQueue<Loop> queue = new LinkedTransferQueue<>();
    private final Scratch callerScratch = new Scratch();
    private final ThreadLocal<Scratch> shared = ThreadLocal.withInitial(Scratch::new);
    private boolean closed;

    /**
     * Starts the team.
     *
     * @param threads how many threads work on a loop, the calling one included; at least 1
     */
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("workers: threads is " + threads + ", expected at least 1");
        }
        this.threads = threads;
        for (int i = 1; i < threads; i++) {
            Thread.ofPlatform().daemon().name("factorizer-worker-" + i).start(this::serve);
        }
    }

    /** {@return how many threads work on a loop, the caller included} */
    public int threads() {
        return threads;
    }

    /**
     * Arrays of the calling thread for all tasks of a kernel to read.
     *
     * @return what takes them and, when closed, gives them back
     */
    public SharedArrays shared() {
        Scratch scratch = shared.get();
        return new SharedArrays(scratch, scratch.mark());
    }

    /**
     * Runs tasks 0 to {@code tasks - 1} and returns when all are done.
     *
     * <p>Loops of one team run one after another; a task must not start a loop on its own team.
     *
     * @param tasks the number of tasks; 0 does nothing
     * @param task what to run
     */
    public synchronized void forEach(int tasks, Task task) {
        if (closed) {
            throw new IllegalStateException("workers: this team was closed; open the backend again");
        }
        if (tasks <= 0) {
            return;
        }
        int helpers = Math.min(threads, tasks) - 1;
        Loop loop = new Loop(tasks, task, new AtomicInteger(), new CountDownLatch(helpers), new AtomicReference<>());
        for (int i = 0; i < helpers; i++) {
            queue.add(loop);
        }
        loop.work(callerScratch);
        boolean interrupted = false;
        while (true) {
            try {
                loop.helpersDone.await();
                break;
            } catch (InterruptedException e) {
                // Buffers are shared with the helpers: leaving before they are done would corrupt the next loop.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (loop.failure.get()) {
            case null -> { }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException("workers: a task failed", e);
        }
    }

    private void serve() {
        Scratch scratch = new Scratch();
        while (true) {
            Loop loop;
            try {
                loop = queue.take();
            } catch (InterruptedException e) {
                return;
            }
            if (loop == STOP) {
                return;
            }
            loop.work(scratch);
            loop.helpersDone.countDown();
        }
    }

    /** Stops the threads; later loops are refused. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            for (int i = 1; i < threads; i++) {
                queue.add(STOP);
            }
        }
    }
}
