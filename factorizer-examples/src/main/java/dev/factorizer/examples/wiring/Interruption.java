package dev.factorizer.examples.wiring;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a long command end in good order when the user stops it (Ctrl-C, or the system's request to end): the command looks
 * here now and then, cleans up and ends; the process waits for that.
 */
public final class Interruption implements AutoCloseable {
    private static final int SECONDS_TO_CLEAN_UP = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("interruption").unstarted(this::await);
    private volatile boolean listening;
    private volatile boolean requested;
    private volatile int secondsToCleanUp = SECONDS_TO_CLEAN_UP;

    /** Not yet listening. */
    public Interruption() { }

    /** From now on the process waits for the command, which promises to look here often. */
    public void listen() {
        if (!listening) {
            Runtime.getRuntime().addShutdownHook(hook);
            listening = true;
        }
    }

    /**
     * The same for a command that needs longer to end in good order, such as one that finishes a step.
     *
     * @param seconds how long the process waits for it
     */
    public void listen(int seconds) {
        secondsToCleanUp = seconds;
        listen();
    }

    /** {@return whether the user wants to stop} */
    public boolean isRequested() {
        return requested;
    }

    /** The user wants to stop. */
    public void request() {
        requested = true;
    }

    private void await() {
        request();
        try {
            ended.await(secondsToCleanUp, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Goes on unless the user wants to stop.
     *
     * @throws CancellationException if so
     */
    public void check() {
        if (requested) {
            throw new CancellationException("stopped; what was not finished was not written");
        }
    }

    /** The command has ended and said so; now the process may end too. */
    @Override
    public void close() {
        ended.countDown();
        if (listening && !requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The user stopped it just now: the hook runs and ends at once.
                requested = true;
            }
        }
    }
}
