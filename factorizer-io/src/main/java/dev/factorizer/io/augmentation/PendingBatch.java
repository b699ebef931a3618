package dev.factorizer.io.augmentation;

import dev.factorizer.io.files.Printable;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    private static final int BYTES = 4;

    private final long number;
    private final SupplySettings settings;
    private final List<Integer> patch;
    private final SampleKey[] keys;
    private float[] images;
    private float[] targets;
    private int channels;
    private String first;
    private int done;
    private int failedPlace = Integer.MAX_VALUE;
    private String failedCase;
    private Throwable failure;

    PendingBatch(long number, SupplySettings settings, List<Integer> patch) {
        this.number = number;
        this.settings = settings;
        this.patch = patch;
        this.keys = new SampleKey[settings.batchSize()];
    }

    /** Puts a sample into its place. */
    void put(Slot slot, Sample sample) {
        Volume target = settings.regions().map(split -> split.apply(sample.label())).orElse(sample.label());
        float[] voxels = sample.image().voxels();
        allocate(slot, sample, target);
        keys[slot.place().index()] = slot.key();
        System.arraycopy(voxels, 0, images, slot.place().index() * voxels.length, voxels.length);
        System.arraycopy(marked(sample, target), 0, targets, slot.place().index() * target.voxels().length, target.voxels().length);
    }

    /** The target's values; what is not known is marked in a copy, as a label map is the sample's. */
    private float[] marked(Sample sample, Volume target) {
        if (settings.unknown().isEmpty()) {
            return target.voxels();
        }
        float[] voxels = target.voxels().clone();
        settings.regions().ifPresentOrElse(split -> settings.unknown().get().mark(sample.name(), sample.label(), split, voxels),
                () -> settings.unknown().get().mark(sample.name(), voxels));
        return voxels;
    }

    private synchronized void allocate(Slot slot, Sample sample, Volume target) {
        if (images == null) {
            channels = sample.image().channels();
            first = sample.name();
            images = new float[values(sample.image())];
            targets = new float[values(target)];
        }
        if (sample.image().channels() != channels) {
            throw new IllegalArgumentException("has " + sample.image().channels() + " channels, " + first + " has " + channels
                    + ", expected the same");
        }
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
        return images == null ? 0 : BYTES * ((long) images.length + targets.length);
    }

    /** Of several failures, that of the first sample is told, whichever came first. */
    synchronized void fail(int place, String name, Throwable cause) {
        if (place < failedPlace) {
            failedPlace = place;
            failedCase = name;
            failure = cause;
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
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String named = message.startsWith(failedCase + ": ") ? message : Printable.of(failedCase) + ": " + message;
        switch (failure) {
            case IOException e -> throw new IOException(named, e);
            case IllegalArgumentException e -> throw new IllegalArgumentException(named, e);
            default -> throw new IllegalStateException(named, failure);
        }
    }

    synchronized SampleBatch finished() {
        return new SampleBatch(number, Arrays.asList(keys), images, shape(channels), targets,
                shape(settings.regions().map(split -> split.regions().size()).orElse(1)));
    }

    private List<Integer> shape(int count) {
        List<Integer> shape = new ArrayList<>(List.of(keys.length, count));
        shape.addAll(patch);
        return shape;
    }
}
