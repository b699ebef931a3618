package dev.factorizer.io.augmentation;

import dev.factorizer.io.files.Printable;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A batch while its samples are made, by several threads. */
final class PendingBatch {
    /**
     * A sample of a batch.
     *
     * @param batch the batch
     * @param place where in it
     * @param source the sample's case
     * @param key what it is drawn by
     */
    record Slot(PendingBatch batch, BatchPlace place, CaseSource source, SampleKey key) { }

    /** What is there of a batch once its first sample is known. */
    private record Room(float[] images, float[] targets, int channels, String first) { }

    private record Failure(int place, String name, Throwable cause) { }

    private static final int BYTES = 4;

    private final long number;
    private final SupplySettings settings;
    private final List<Integer> patch;
    private final SampleKey[] keys;
    private @Nullable Room room;
    private int done;
    private @Nullable Failure failure;

    PendingBatch(long number, SupplySettings settings, List<Integer> patch) {
        this.number = number;
        this.settings = settings;
        this.patch = patch;
        this.keys = new SampleKey[settings.batchSize()];
    }

    /** Puts a sample into its place. */
    void put(Slot slot, Sample sample) {
        Volume target = target(sample);
        float[] voxels = sample.image().voxels();
        Room room = room(sample, target);
        keys[slot.place().index()] = slot.key();
        System.arraycopy(voxels, 0, room.images(), slot.place().index() * voxels.length, voxels.length);
        System.arraycopy(target.voxels(), 0, room.targets(), slot.place().index() * target.voxels().length, target.voxels().length);
    }

    private Volume target(Sample sample) {
        Volume label = sample.label();
        if (settings.regions().isPresent()) {
            Volume regions = settings.regions().get().apply(label);
            settings.unknown().ifPresent(labels -> labels.mark(sample.name(), label, regions));
            return regions;
        }
        Volume known = settings.unknown().map(labels -> labels.marked(sample.name(), label)).orElse(label);
        return settings.classes().map(numbers -> numbers.apply(known)).orElse(known);
    }

    private synchronized Room room(Sample sample, Volume target) {
        if (room == null) {
            room = new Room(new float[values(sample.image())], new float[values(target)], sample.image().channels(), sample.name());
        }
        if (sample.image().channels() != room.channels()) {
            throw new IllegalArgumentException("has " + sample.image().channels() + " channels, " + room.first() + " has "
                    + room.channels() + ", expected the same");
        }
        return room;
    }

    private int values(Volume sample) {
        long values = (long) settings.batchSize() * sample.voxels().length;
        if (values > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("a batch of " + settings.batchSize() + " has " + values
                    + " values, expected less than 2³¹; take a smaller batchSize");
        }
        return (int) values;
    }

    /** The memory it takes; 0 if that is not known yet. */
    synchronized long bytes() {
        return room == null ? 0 : BYTES * ((long) room.images().length + room.targets().length);
    }

    /** Of several failures, that of the first sample is told, whichever came first. */
    synchronized void fail(int place, String name, Throwable cause) {
        if (failure == null || place < failure.place()) {
            failure = new Failure(place, name, cause);
        }
    }

    synchronized void finishOne() {
        done++;
    }

    synchronized boolean isDone() {
        return done == keys.length;
    }

    /** Throws what kept a sample from being made, with the name of its case. */
    synchronized void throwFailure() throws IOException {
        if (failure == null) {
            return;
        }
        Throwable cause = failure.cause();
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        String named = message.startsWith(failure.name() + ": ") ? message : Printable.of(failure.name()) + ": " + message;
        switch (cause) {
            case IOException e -> throw new IOException(named, e);
            case IllegalArgumentException e -> throw new IllegalArgumentException(named, e);
            default -> throw new IllegalStateException(named, cause);
        }
    }

    synchronized SampleBatch finished() {
        Room all = Objects.requireNonNull(room, "no sample was put into the batch");
        return new SampleBatch(number, Arrays.asList(keys), all.images(), shape(all.channels()), all.targets(),
                shape(settings.regions().map(split -> split.regions().size()).orElse(1)));
    }

    private List<Integer> shape(int count) {
        List<Integer> shape = new ArrayList<>(List.of(keys.length, count));
        shape.addAll(patch);
        return shape;
    }
}
