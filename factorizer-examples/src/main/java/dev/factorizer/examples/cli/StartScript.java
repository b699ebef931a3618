package dev.factorizer.examples.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The script {@code factorizer} starts Java with a child process that keeps Java's own warning about the Vector API out of
 * the errors. That child must have passed on the last error before this process ends, or the shell's prompt comes first.
 */
final class StartScript {
    private static final int SECONDS = 2;

    private StartScript() { }

    /** Closes the stream of errors and waits until the child has ended. Returns at once if there is none. */
    static void awaitErrors() {
        System.err.close();
        ProcessHandle.current().children().map(ProcessHandle::onExit)
                .map(exit -> exit.completeOnTimeout(null, SECONDS, TimeUnit.SECONDS)).forEach(CompletableFuture::join);
    }
}
