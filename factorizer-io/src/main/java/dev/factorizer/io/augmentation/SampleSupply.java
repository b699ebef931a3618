package dev.factorizer.io.augmentation;

import dev.factorizer.io.threads.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Prepares batches in the background while the one before is trained on. Batch after batch, without end: pass after pass over all
 * cases, each in a random order of its own; a pass is an epoch of {@link SampleKey}. A batch has the same bits for any number of
 * threads, and whether or not the batches before were taken.
 *
 * <pre>{@code
 * try (SampleSupply supply = SampleSupply.of(cases, Augmentation.brats23(), new SupplySettings(seed, 2))) {
 *     for (…) {
 *         SampleBatch batch = supply.next();
 *     }
 * }
 * }</pre>
 */
public final class SampleSupply implements AutoCloseable {
    private final List<CaseSource> cases;
    private final Augmentation augmentation;
    private final SupplySettings settings;
    private final CaseOrder order;
    private final List<Thread> threads = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** By number: batches of which at least one sample is being made. */
    private final Map<Long, PendingBatch> pending = new HashMap<>();
    private final long firstBatch;
    private long nextSample;
    private long nextBatch;
    private long batchBytes;
    private boolean closed;
    private long started;
    private long waited;

    private SampleSupply(List<CaseSource> cases, Augmentation augmentation, SupplySettings settings, long firstBatch) {
        this.cases = cases;
        this.augmentation = augmentation;
        this.settings = settings;
        this.order = new CaseOrder(settings.seed(), cases.size());
        this.firstBatch = firstBatch;
        this.nextBatch = firstBatch;
        this.nextSample = Math.multiplyExact(firstBatch, (long) settings.batchSize());
    }

    /**
     * Starts to prepare batches.
     *
     * @param cases what samples are drawn from, each of a name of its own
     * @param augmentation what is random in them
     * @param settings how they are prepared
     * @return the supply, to be closed
     * @throws IllegalArgumentException if there are no cases, or two of one name, or something is unknown that is no target
     */
    public static SampleSupply of(List<CaseSource> cases, Augmentation augmentation, SupplySettings settings) {
        return of(cases, augmentation, settings, 0);
    }

    /**
     * Starts to prepare batches somewhere in their order, for a training that is resumed.
     *
     * @param cases what samples are drawn from, each of a name of its own
     * @param augmentation what is random in them
     * @param settings how they are prepared
     * @param firstBatch the number of the first batch: how many steps the training has done
     * @return the supply, to be closed
     * @throws IllegalArgumentException if there are no cases, or two of one name, or something is unknown that is no target
     */
    public static SampleSupply of(List<CaseSource> cases, Augmentation augmentation, SupplySettings settings, long firstBatch) {
        List<CaseSource> all = List.copyOf(cases);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("supply: there are no cases, expected at least one to draw samples from");
        }
        Set<String> names = new HashSet<>();
        for (CaseSource source : all) {
            if (!names.add(source.name())) {
                throw new IllegalArgumentException("supply: two cases are named \"" + source.name()
                        + "\", expected a name of its own for each");
            }
        }
        if (firstBatch < 0) {
            throw new IllegalArgumentException("supply: firstBatch is " + firstBatch + ", expected at least 0");
        }
        settings.unknown().ifPresent(labels -> labels.requireFit(settings));
        SampleSupply supply = new SampleSupply(all, augmentation, settings, firstBatch);
        supply.start();
        return supply;
    }

    private void start() {
        for (int i = 1; i <= settings.threads(); i++) {
            threads.add(Thread.ofPlatform().daemon().name("factorizer-samples-" + i).start(this::work));
        }
    }

    /**
     * The next batch; waits until it is ready. For one thread at a time.
     *
     * @return the batch, which is the caller's
     * @throws IOException if a case can't be read; the message begins with its name, and each later call throws the same
     * @throws IllegalArgumentException if a case doesn't fit the settings or the others
     * @throws CancellationException if the thread is interrupted; it stays so
     * @throws IllegalStateException if the supply is closed
     */
    public SampleBatch next() throws IOException {
        long asked = System.nanoTime();
        lock.lock();
        try {
            started = started == 0 ? asked : started;
            PendingBatch batch = pending.get(nextBatch);
            while (!closed && (batch == null || !batch.isDone())) {
                changed.await();
                batch = pending.get(nextBatch);
            }
            if (closed || batch == null) {
                throw new IllegalStateException("supply: was closed");
            }
            batch.throwFailure();
            pending.remove(nextBatch++);
            changed.signalAll();
            return batch.finished();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("supply: interrupted while waiting for batch " + nextBatch);
        } finally {
            waited += System.nanoTime() - asked;
            lock.unlock();
        }
    }

    /** {@return how long {@link #next()} has waited so far} */
    public SupplyWaiting waiting() {
        lock.lock();
        try {
            return new SupplyWaiting(nextBatch - firstBatch, Duration.ofNanos(waited),
                    Duration.ofNanos(started == 0 ? 0 : System.nanoTime() - started));
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (PendingBatch.Slot slot; (slot = claim()) != null;) {
            PendingBatch.Slot mine = slot;
            try {
                make(mine);
            } catch (Throwable e) {
                mine.batch().fail(mine.place().index(), mine.key().name(), e);
            } finally {
                finish(mine);
            }
        }
    }

    /** The next sample to be made; null when the supply is closed. */
    private PendingBatch.@Nullable Slot claim() {
        lock.lock();
        try {
            while (!closed && nextSample / settings.batchSize() - nextBatch >= limit()) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return null;
            }
            long sample = nextSample++;
            long number = sample / settings.batchSize();
            PendingBatch batch = pending.computeIfAbsent(number, key -> new PendingBatch(key, settings, augmentation.patch().size()));
            CaseSource source = cases.get(order.caseOf(sample));
            return new PendingBatch.Slot(batch, new BatchPlace((int) (sample % settings.batchSize()), settings.batchSize()), source,
                    new SampleKey(settings.seed(), order.epoch(sample), source.name()));
        } finally {
            lock.unlock();
        }
    }

    /** How many batches may be there at a time: one until it is known how large they are. */
    private long limit() {
        batchBytes = Math.max(batchBytes, pending.values().stream().mapToLong(PendingBatch::bytes).max().orElse(0));
        return batchBytes == 0 ? 1 : Math.clamp(settings.bytesAhead() / batchBytes, 1, settings.batchesAhead());
    }

    private void make(PendingBatch.Slot slot) throws IOException {
        // Many samples are made at a time: each is made by one thread.
        Optional<IOException> failure = Threads.limit(1, () -> {
            try {
                slot.batch().put(slot, augmentation.sample(open(slot.source()), slot.key(), slot.place()));
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(e);
            }
        });
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private TrainingCase open(CaseSource source) throws IOException {
        TrainingCase opened = source.open();
        return settings.unknown().map(labels -> labels.known(opened, settings.labels())).orElse(opened);
    }

    private void finish(PendingBatch.Slot slot) {
        lock.lock();
        try {
            slot.batch().finishOne();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the preparation; waits until the samples that are being made are done, so that nothing is left half-written. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            pending.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
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
