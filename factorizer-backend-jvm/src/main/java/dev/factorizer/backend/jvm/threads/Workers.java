package dev.factorizer.backend.jvm.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

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

    /** A loop, which helpers enter for as long as the caller works on it, too: a helper that wakes up too late is not waited for. */
    private static final class Loop {
        private static final int CLOSED = 1 << 30;

        private final int tasks;
        private final Task task;
        private final Thread caller;
        private final AtomicInteger next = new AtomicInteger();
        /** How many helpers are inside, and whether none may enter any more. */
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        private Loop(int tasks, Task task, Thread caller) {
            this.tasks = tasks;
            this.task = task;
            this.caller = caller;
        }

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

        void help(Scratch scratch) {
            int now;
            do {
                now = inside.get();
                if (now >= CLOSED) {
                    return;
                }
            } while (!inside.compareAndSet(now, now + 1));
            work(scratch);
            if (inside.decrementAndGet() == CLOSED) {
                LockSupport.unpark(caller);
            }
        }

        /** Lets no helper in any more and waits for those inside. Buffers are shared with them, so an interruption must wait. */
        void close() {
            inside.addAndGet(CLOSED);
            boolean interrupted = false;
            for (int spins = 0; inside.get() != CLOSED; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Without a caller: a thread of the program that happens to be first must not be held for ever. */
    private static final Loop STOP = new Loop(0, (index, scratch) -> { }, null);
    /** Of a waiting thread before it sleeps: loops follow one another so fast that waking up takes longer. */
    private static final int SPINS = 1 << 8;

    private final int threads;
    private final List<Thread> helpers = new ArrayList<>();
    private final Scratch callerScratch = new Scratch();
    private final ThreadLocal<Scratch> shared = ThreadLocal.withInitial(Scratch::new);
    private boolean closed;
    /** What there is to be done; null between loops. */
    private volatile Loop current;

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
            helpers.add(Thread.ofPlatform().daemon().name("factorizer-worker-" + i).start(this::serve));
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
        Loop loop = new Loop(tasks, task, Thread.currentThread());
        current = loop;
        helpers.subList(0, Math.min(threads, tasks) - 1).forEach(LockSupport::unpark);
        loop.work(callerScratch);
        current = null;
        loop.close();
        switch (loop.failure.get()) {
            case null -> { }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException("workers: a task failed", e);
        }
    }

    private void serve() {
        Scratch scratch = new Scratch();
        Loop done = null;
        for (int spins = 0;; spins++) {
            Loop loop = current;
            if (loop == STOP) {
                return;
            }
            if (loop != null && loop != done) {
                loop.help(scratch);
                done = loop;
                spins = 0;
            } else if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                done = null;
                LockSupport.park(this);
                spins = 0;
            }
        }
    }

    /** Stops the threads; later loops are refused. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            current = STOP;
            helpers.forEach(LockSupport::unpark);
        }
    }
}
