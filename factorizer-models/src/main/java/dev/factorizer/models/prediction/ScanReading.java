package dev.factorizer.models.prediction;

import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A scan that is read on a thread of its own, while the calling one does something else. */
final class ScanReading {
    private final FutureTask<Volume> task;

    /** Begins. */
    ScanReading(ScanFiles scan) {
        int threads = Threads.most();
        task = new FutureTask<>(() -> read(scan, threads));
        Thread.ofPlatform().daemon().name("factorizer-read").start(task);
    }

    private static Volume read(ScanFiles scan, int threads) throws IOException {
        try {
            return Threads.limit(threads, () -> {
                try {
                    return Volumes.read(scan);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Waits for it. */
    Volume await() throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("segment: interrupted while the scan was read; there is no result");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
